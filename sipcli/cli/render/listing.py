"""`sip render --list`: which documents there are, and for a case which can be made now and what is missing in each."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sipcli.cli.common import archive_here, case_meant
from sipcli.cli.render.making import Asked, about_labels, material
from sipcli.console.output import Format
from sipcli.i18n import _

if TYPE_CHECKING:
    from sipcli.archive.archive import Archive
    from sipcli.documents.material import Material


def list_documents(asked: Asked, format: Format) -> None:
    """Print the documents there are; of a case, where one is named."""
    from sipcli.console.documents import case_table, documents_table
    from sipcli.console.output import print_csv, print_json, say, show
    from sipcli.documents.formats import SENT
    from sipcli.documents.render import FORMATS

    archive = archive_here()
    if asked.case is None:
        rows = _documents(archive)
        if format is Format.JSON:
            print_json({"documents": rows})
        elif format is Format.CSV:
            print_csv(list(rows[0]), rows)
        else:
            show(documents_table(rows))
            say(
                _("As {formats}; an invitation also as {sent}.").format(
                    formats=", ".join(FORMATS), sent=", ".join(SENT)
                )
            )
        return
    case_id = case_meant(archive, asked.case)
    of = material(archive, case_id, asked)
    rows = _of_case(archive, of, asked)
    if format is Format.JSON:
        print_json({"case": case_id, "today": of.today.isoformat(), "documents": rows})
    elif format is Format.CSV:
        flat = [{key: "; ".join(one) if isinstance(one, list) else one for key, one in row.items()} for row in rows]
        print_csv(list(flat[0]) if flat else ["document"], flat)
    else:
        show(case_table(rows))


def _documents(archive: "Archive") -> list[dict[str, Any]]:
    from sipcli.archive.place import TEMPLATES
    from sipcli.documents.catalogue import DOCUMENTS
    from sipcli.documents.formats import formats_of
    from sipcli.documents.templates import languages_of

    return [
        {
            "document": one.name,
            "title": _(one.title),
            "audience": list(one.audience),
            "formats": list(formats_of(one.name)),
            "languages": languages_of(one.name, archive.root / TEMPLATES),
        }
        for one in DOCUMENTS.values()
    ]


def _of_case(archive: "Archive", of: "Material", asked: Asked) -> list[dict[str, Any]]:
    """Return a row for each document and each one of it that there can be."""
    from sipcli.archive.place import TEMPLATES
    from sipcli.documents.catalogue import DOCUMENTS
    from sipcli.documents.render import render
    from sipcli.errors import SipError

    rows: list[dict[str, Any]] = []
    for kind in DOCUMENTS.values():
        if asked.document not in (None, kind.name):
            continue
        labels = about_labels(kind.name, of) or {"": ""}
        for about, label in labels.items():
            if asked.about not in (None, about):
                continue
            row: dict[str, Any] = {"document": kind.name, "title": _(kind.title), "about": about or None}
            row |= {"which": label if len(labels) > 1 or about else None, "missing": [], "left_out": [], "why": None}
            try:
                made = render(
                    kind.name, replace(of, about=about or None), "html", archive.root / TEMPLATES, asked.whole
                )
                row |= {"missing": made.missing, "left_out": made.left_out}
            except SipError as err:
                row["why"] = str(err)
            rows.append(row)
    return rows
