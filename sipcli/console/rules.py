"""Rules as people read them."""

from collections.abc import Iterator
from datetime import date

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from sipcli import i18n
from sipcli.console.findings import LEVEL_STYLES, LEVEL_WORDS
from sipcli.errors import ArchiveError
from sipcli.guidelines.loader import NO_OWN, Own, guideline_ids, load_guideline
from sipcli.guidelines.model import Guideline, RuleSetting
from sipcli.i18n import _
from sipcli.rules.engine import known_rule, rule_params
from sipcli.rules.examples import examples
from sipcli.rules.registry import RULES
from sipcli.rules.structure import FORM_RULES


def source_text(setting: RuleSetting) -> str:
    """Return a rule's sources as one line, with the law's reference of today."""
    return "; ".join(dict.fromkeys(one.text(date.today(), i18n.language) for one in setting.sources))


def params_text(rule_id: str, setting: RuleSetting, guideline: Guideline) -> str:
    """Return a rule's parameters as the guideline has them, e.g. "days 21"."""
    params = rule_params(known_rule(rule_id, guideline), setting, guideline).model_dump()
    return ", ".join(f"{key} {_value(value)}" for key, value in params.items() if value not in (False, []))


def _value(value: object) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return " + ".join(map(str, value)) if isinstance(value, list) else str(value)


def rule_rows(guideline: Guideline) -> list[dict[str, object]]:
    """Return a row for each rule the guideline applies, in the order of the process."""
    applied = guideline.applied()
    return [
        {
            "rule": rule.id,
            "level": applied[rule.id].level,
            "asks": _(rule.asks),
            "params": params_text(rule.id, applied[rule.id], guideline),
            "source": source_text(applied[rule.id]),
        }
        for rule in RULES.values()
        if rule.id in applied
    ]


def rules_table(guideline: Guideline) -> Table:
    """Return the table of `sip rules`."""
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold", title=guideline.title.text(i18n.language))
    table.add_column(_("Level"), no_wrap=True)
    table.add_column(_("Rule"), no_wrap=True)
    table.add_column(_("Asks"))
    for row in rule_rows(guideline):
        level = str(row["level"])
        table.add_row(Text(_(LEVEL_WORDS[level]), LEVEL_STYLES[level]), str(row["rule"]), Text(str(row["asks"])))
    return table


def usable(own: Own) -> Iterator[tuple[str, Guideline | None]]:
    """Yield each guideline by id; None for one of the archive's own that has a mistake."""
    for guideline_id in guideline_ids(own):
        try:
            guideline = load_guideline(guideline_id, own)
            for rule_id, setting in guideline.applied().items():
                rule_params(known_rule(rule_id, guideline), setting, guideline)
        except ArchiveError:
            yield guideline_id, None
        else:
            yield guideline_id, guideline


def compared(own: Own = NO_OWN) -> list[dict[str, object]]:
    """Return a row for each rule with its level (and parameters, where it has any) in each guideline."""
    guidelines = [guideline for _id, guideline in usable(own) if guideline]
    rows: list[dict[str, object]] = []
    for rule_id in RULES:
        row: dict[str, object] = {"rule": rule_id}
        for guideline in guidelines:
            setting = guideline.applied().get(rule_id)
            params = params_text(rule_id, setting, guideline) if setting else ""
            row[guideline.id] = " ".join(filter(None, (setting.level if setting else "off", params)))
        rows.append(row)
    return rows


def differing(rows: list[dict[str, object]]) -> list[dict[str, object]]:
    """Return the rows in which the guidelines are not all of one mind."""
    return [row for row in rows if len({value for key, value in row.items() if key != "rule"}) > 1]


def comparison(rows: list[dict[str, object]]) -> Iterator[RenderableType]:
    """Yield each rule with the positions on it, and which guidelines hold each."""
    for row in rows:
        yield Text(str(row["rule"]), "bold")
        table = Table.grid(padding=(0, 2, 0, 0))
        table.add_column(no_wrap=True)
        table.add_column(no_wrap=True)
        table.add_column()
        positions: dict[str, list[str]] = {}
        for guideline_id, position in row.items():
            if guideline_id != "rule":
                positions.setdefault(str(position), []).append(guideline_id)
        for position, holders in positions.items():
            level, _space, params = position.partition(" ")
            word = _(LEVEL_WORDS[level]) if level in LEVEL_WORDS else _("off")
            table.add_row(" ", Text(word, LEVEL_STYLES.get(level, "dim")), Text(", ".join(holders)))
            if params:
                table.add_row("", "", Text(params, "dim"))
        yield Padding(table, (0, 0, 1, 0))


def explanation(rule_id: str, own: Own = NO_OWN) -> Iterator[RenderableType]:
    """Yield what `sip explain` says of a rule."""
    yield Text(rule_id, "bold")
    if rule_id in FORM_RULES:
        form = FORM_RULES[rule_id]
        yield Padding(Text(_(form.asks)), (0, 0, 1, 0))
        yield Text(_("How to mend it"), "bold")
        yield Text(_(form.mend))
        return
    rule = RULES[rule_id]
    yield Padding(Text(_(rule.asks)), (0, 0, 1, 0))
    for heading, text in ((_("Why"), rule.why), (_("How to mend it"), rule.mend)):
        yield Text(heading, "bold")
        yield Padding(Text(_(text)), (0, 0, 1, 0))
    example = examples().get(rule_id)
    if example:
        yield Text(
            _("Example ({guideline}, on {date})").format(guideline=example.guideline, date=example.today), "bold"
        )
        for name, text in example.files.items():
            if text.strip() == "null":
                yield Padding(Text(_("there is no {file}").format(file=name)), (0, 0, 1, 2))
                continue
            yield Padding(Text(f"{name}:"), (0, 0, 0, 2))
            yield Padding(Text(text.strip()), (0, 0, 1, 4))
    yield Text(_("In each guideline"), "bold")
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column()
    for guideline_id, guideline in usable(own):
        if guideline is None:
            table.add_row(guideline_id, Text(_("has a mistake: “sip check” says which"), "bold red"), "")
            continue
        setting = guideline.applied().get(rule_id)
        if setting is None:
            table.add_row(guideline_id, Text(_("off"), "dim"), "")
            continue
        params = params_text(rule_id, setting, guideline)
        said = f"{params}\n{source_text(setting)}" if params else source_text(setting)
        table.add_row(guideline_id, Text(_(LEVEL_WORDS[setting.level]), LEVEL_STYLES[setting.level]), Text(said))
    yield table
