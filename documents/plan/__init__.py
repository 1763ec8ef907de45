"""Reading a plan of dialogues by rules and vocabulary: what it says, with the sentence that says it."""

from documents.text import Text
from domain.plan import Plan

__all__ = ["read_plan"]


def read_plan(text: Text) -> Plan:
    """Raises Refused("plan-refused-no-plan") for anything that is no plan of dialogues."""
    # The vocabulary is compiled when the first plan is read, not when the program starts.
    from documents.plan.aftermath import read_aftermath
    from documents.plan.dialogues import read_chairs, read_dialogues
    from documents.plan.heading import read_heading
    from documents.plan.milestones import read_milestones
    from documents.plan.notes import Notes
    from documents.plan.outline import read_outline
    from documents.plan.topics import read_programme, read_topics

    notes = Notes()
    outline = read_outline(text)
    heading = read_heading(outline, notes)
    chairs = read_chairs(outline, notes)
    dialogues = read_dialogues(outline, heading, notes)
    milestones = read_milestones(outline, heading, chairs, dialogues, notes)
    after = read_aftermath(outline, milestones, notes)
    return Plan(
        title=heading.title,
        number=heading.number,
        issued_on=heading.issued_on,
        commune=heading.commune,
        commune_kind=heading.commune_kind,
        district=heading.district,
        province=heading.province,
        year=heading.year,
        issuer=heading.issuer,
        signed_by=heading.signed_by,
        legal_bases=heading.legal_bases,
        chairs=chairs,
        dialogues=dialogues,
        topics=read_topics(outline, notes),
        programme=read_programme(outline, notes),
        milestones=milestones,
        after=after.rules,
        supervisor=after.supervisor,
        minutes_by=after.minutes_by,
        conclusion_by=after.conclusion_by,
        opinions_by=after.opinions_by,
        ad_hoc_dialogues=after.ad_hoc,
        survey=after.survey,
        publish=after.publish,
        sources=notes.sources,
        unsure=frozenset(notes.unsure),
    )
