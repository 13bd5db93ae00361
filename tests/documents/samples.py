"""Cases for the documents' tests, one of them with something in every field, and the documents made of them."""

from collections.abc import Callable
from datetime import date
from functools import lru_cache

from sipcli.case.case import Case
from sipcli.documents.catalogue import DOCUMENTS
from sipcli.documents.material import Material
from sipcli.documents.render import render
from sipcli.errors import SipError
from sipcli.guidelines.loader import load_guideline
from sipcli.guidelines.model import Guideline
from tests.helpers import CLOSED, UNITS, Files, case, in_memory

TODAY = date(2026, 11, 23)
LANGUAGES = ("sv", "en", "sv-simple")
FORMATS = ("html", "md", "txt", "pdf", "docx")

PREPARED = {
    "done_on": "2026-09-01",
    "by": "skola",
    "participation": "spokesperson",
    "spokesperson": "Cleo Påhitt",
    "answers": {"what-matters": "Att få vara ifred på rasten", "who-comes": "Mormor"},
    "meeting_form": "physical",
    "place": "Biblioteket",
    "participants": ["vh1", "Fritidsledaren"],
    "not_to_raise": ["Skilsmässan", "Hunden"],
    "wishes": "Fika och en paus",
}
CALLING = {
    "sent_on": "2026-11-03",
    "reason": "Tre månader har gått",
    "purpose": "Se hur det går",
    "questions": ["Vad har blivit bättre?"],
    "agenda": ["läget", "nästa steg"],
    "invitees": [
        {"who": "child", "role": "huvudperson"},
        {"who": "vh1", "role": "vårdnadshavare"},
        {"who": "soc", "role": "familjestöd", "mandate": True, "attends": "Eli Påhitt", "substitute": "Hedda Påhitt"},
    ],
}
HELD = {
    "date": "2026-10-20",
    "time": "13:00",
    "ends": "14:00",
    "place": "Familjehuset",
    "form": "physical",
    "chair": "Eli Påhitt",
    "recorder": "Dani Påhitt",
    "participants": ["child", "vh1", "vh2", *UNITS],
    "status": "held",
    "present": ["vh1", "skola", "soc"],
    "absent": ["child", "vh2", "bup"],
    "substitutes": [{"who": "bup", "name": "Gunde Påhitt"}],
    "asked_beforehand": {"child": "2026-10-18", "guardians": True},
    "child_participation": "spokesperson",
    "child_represented_by": "Cleo Påhitt",
    "child_told_on": "2026-10-21",
    "answers": {"done": "Nästan allt", "changed": "Lova sover bättre"},
    "decisions_waiting": [{"about": "Avlastning", "waits_for": "BUP svarar i november"}],
    "goals": [{"goal": "m1", "outcome": "on-the-way", "comment": "Två dagar i veckan"}],
    "interventions": [{"intervention": "i1", "outcome": "works-partly", "comment": "Schemat ändras igen"}],
    "next_on": "2026-12-01",
    "comment": "Mormor hälsar",
}
DISPUTE = {
    "date": "2026-11-02",
    "kind": "dispute",
    "parties": ["soc", "bup"],
    "about": ["Vem betalar resan", "Vem följer med"],
    "assessed_on": "2026-11-03",
    "decision": "Cheferna möts",
    "escalation_level": "nearest-manager",
    "escalated_on": "2026-11-05",
    "temporary_responsibility": {"unit": "soc", "what": "Resan till samtalen", "agreed_on": "2026-11-06"},
    "reported_on": "2026-11-06",
    "comment": "Pågår ännu",
}
DEVIATION = {
    "date": "2026-11-09",
    "kind": "deviation",
    "parties": ["bup"],
    "about": "Ingen kom till mötet",
    "decision": "Ny kallelse skickas",
    "reported_on": "2026-11-10",
    "comment": "Kalendern var fel",
}
MOVE = {
    "date": "2026-10-05",
    "kind": "move",
    "assessed_on": "2026-10-06",
    "decision": "Planen gäller i nya hemmet också",
    "comment": "Flyttar till mormor",
}


def rich() -> Files:
    """Return the files of a case with something in every field that a document may show."""
    made = case(
        {
            "case.yaml": {
                "child": {
                    "phone": "070-1740611",
                    "view": {"comment": "Vill ha ett lugnare möte"},
                    "interpreter": "booked",
                    "interpreter_language": "arabiska",
                    "picture_support": "needed",
                },
                "representatives": [
                    {
                        "id": "gm",
                        "kind": "god-man",
                        "name": "Ivo Påhitt",
                        "phone": "070-1740612",
                        "email": "ivo@testlund.invalid",
                    }
                ],
                "relatives": [
                    {"id": "mormor", "name": "Mona Exempelsson", "relation": "mormor", "phone": "070-1740613"}
                ],
                "coordinating_unit": "soc",
                "need": {"requested_by": "vh1", "reasons": ["school-absence", "two-principals"]},
                "other_plans": [{"kind": "action-programme", "unit": "skola", "comment": "Gäller till jul"}],
                "placement": {"decided_on": "2026-09-10"},
                "core_team": {"social_worker": "Eli Påhitt", "representative": "gm", "caregiver": "Familjen Påhitt"},
                "discharge": {
                    "admitted_at": "2026-08-20 10:00",
                    "care_contact": {
                        "name": "Ola Påhitt",
                        "role": "vårdkontakt",
                        "phone": "070-1740614",
                        "unit": "bup",
                    },
                    "ready_notice_on": "2026-08-28",
                    "needs_from": ["municipality", "region"],
                },
            },
            "preparation.yaml": {
                "child": PREPARED,
                "guardians": PREPARED | {"wishes": "Ett kort möte", "not_to_raise": ["Jobbet"]},
                "professionals": {"asked_for_by": "soc", "participants": UNITS, "comment": "Bara det praktiska"},
                "support_person": {"name": "Cleo Påhitt", "unit": "skola"},
            },
            "invitation.yaml": {
                "questions": ["Vad behövs för att komma till lektionerna?", "Vem gör vad?"],
                "sent_again": [{"on": "2026-09-05", "changed": ["place", "hittepa"]}],
                "lead_time_exception": {"agreed_with": ["vh1"], "agreed_on": "2026-09-02", "reason": "Det brådskar"},
                "meeting": {
                    "ends": "15:30",
                    "form": "hybrid",
                    "secure_service": "Trygg Video",
                    "present": ["child", "vh1", "vh2", *UNITS],
                    "child_participation": "part",
                    "child_represented_by": "Cleo Påhitt",
                    "child_told_on": "2026-09-23",
                    "delay_reason": "Lova var sjuk",
                    "decisions_waiting": [{"about": "Taxi till skolan", "waits_for": "Beslut av nämnden"}],
                },
            },
            "plan.yaml": {
                "needs": ["Trygg väg till skolan", "Sömn"],
                "own_actions": {"others": ["Mormor hämtar", "Fritidsledaren håller en plats"]},
                "coordinator": {"phone": "070-1740608", "shared_with": ["bup"]},
                "signatures": {"signed": ["vh1"]},
                "consent_to_plan": {"answer": "Ja, men inte onsdagar"},
            },
        },
        write={
            "follow-ups/2026-10-20.yaml": HELD,
            "events/2026-11-02-dispute.yaml": DISPUTE,
            "events/2026-11-09-deviation.yaml": DEVIATION,
            "events/2026-10-05-move.yaml": MOVE,
        },
    )
    for number, one in enumerate(made["case.yaml"]["guardians"]):
        one["email"] = f"vh{number}@exempelsson.invalid"
    for number, one in enumerate(made["case.yaml"]["units"]):
        one["contact"]["email"] = f"enhet{number}@testlund.invalid"
    for number, one in enumerate(made["invitation.yaml"]["invitees"]):
        one |= {"attends": "Ada Påhitt", "substitute": f"Ersättare Påhitt {number}"} if number > 2 else {}
    made["follow-ups/2026-12-01.yaml"] |= {
        "ends": "15:30",
        "form": "hybrid",
        "chair": "Eli Påhitt",
        "invitation": CALLING,
    }
    made["plan.yaml"]["goals"].append({"id": "m3", "term": "short", "text": "Sova hela natten", "status": "met"})
    made["plan.yaml"]["interventions"] += [
        {
            "goal": "m3",
            "what": "Sömnskola",
            "unit": "bup",
            "who": "Fia Påhitt",
            "due": "2026-12-18",
            "where": "Mottagningen",
        },
        {"what": "Avlastning", "unit": "soc", "who": "Familjen Påhitt", "frequency": "en helg i månaden"},
    ]
    maturity = {
        "assessed_on": "2026-09-01",
        "by": "skola",
        "sufficient": True,
        "measure": "Skolan berättar om frånvaron",
    }
    made["consent.yaml"]["consents"] += [
        {
            "giver": "child",
            "units": UNITS,
            "status": "withdrawn",
            "form": "oral",
            "given_on": "2026-09-01",
            "withdrawn_on": "2026-10-01",
            "information_types": ["school"],
            "journal_ref": "anteckning 7",
            "maturity": maturity
            | {"intrusion": "Liten", "urgency": "Snart", "complexity": "Enkel", "comment": "Förstår väl"},
            "comment": "Vill tänka mer",
        }
    ]
    return made


def closed() -> Files:
    """Return the rich case, closed."""
    return rich() | CLOSED | {"closing.yaml": CLOSED["closing.yaml"] | {"comment": "Allt går bra"}}


def poor() -> Files:
    """Return a case of which almost nothing is known, yet with each of its files."""
    whole = case()
    units = [{key: one[key] for key in ("id", "name", "kind", "principal")} for one in whole["case.yaml"]["units"]]
    kept = {key: whole["case.yaml"][key] for key in ("id", "opened")}
    return {
        "case.yaml": kept
        | {
            "child": {"name": "Lova Exempelsson", "born": "2014-03-12"},
            "guardians": [{"id": "vh1", "name": "Alva Exempelsson"}],
            "units": units,
            "need": {"noticed_on": "2026-09-01", "noticed_by": "skola"},
        },
        "consent.yaml": {"consents": [{"giver": "vh1", "units": ["skola"], "status": "unanswered"}]},
        "preparation.yaml": {"child": {}, "guardians": {}},
        "invitation.yaml": {},
        "plan.yaml": {"made_on": "2026-09-22"},
        "follow-ups/2026-10-20.yaml": {"date": "2026-10-20", "status": "held"},
        "follow-ups/2026-12-01.yaml": {"date": "2026-12-01", "status": "booked", "invitation": {}},
        "events/2026-11-02-dispute.yaml": {"date": "2026-11-02", "kind": "dispute"},
        "events/2026-11-09-deviation.yaml": {"date": "2026-11-09", "kind": "deviation"},
    }


GUIDELINES = ("vasterbotten", "vastra-gotaland", "kronoberg", "stromsund", "national")


@lru_cache
def guideline(name: str) -> Guideline:
    """Return a guideline."""
    return load_guideline(name)


def material(made: Case, language: str = "sv", about: str = "", county: str = "national") -> Material:
    """Return what a document is made of, on the tests' day."""
    return Material(made, guideline(county), language, TODAY, about=about or None)


@lru_cache
def wanted(document: str, files: Callable[[], Files] = rich) -> list[tuple[str, str]]:
    """Return what can be made of a document in a case: about what, and the first guideline that it can be made in."""
    made = in_memory(files())
    for county in GUIDELINES:
        found = []
        for about in DOCUMENTS[document].choices(material(made, county=county)):
            try:
                DOCUMENTS[document].view(material(made, about=about, county=county))
            except SipError:
                continue
            found.append((about, county))
        if found:
            return found
    return []


@lru_cache(maxsize=2000)
def rendered(document: str, to: str, language: str = "sv", files: Callable[[], Files] = rich) -> list[bytes]:
    """Return a document of a case in a format, about each thing it can be about (as `wanted` names them)."""
    made = in_memory(files())
    return [
        render(document, material(made, language, about, county), to).content
        for about, county in wanted(document, files)
    ]
