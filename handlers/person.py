"""My data: what is stored of me, correcting it, withdrawing consent; and what happens to the chat itself."""

from dataclasses import replace

from actions.card import hamlet_of
from actions.invitation import release_group
from domain.notice import words
from handlers.conversation.form import Filling, Form, Line, Step
from handlers.conversation.reply import Reply, choice, say
from handlers.link import forget_elsewhere, show_chats
from handlers.visit import Outcome, Visit, effect, form, outcome

form(
    Form(
        name="name",
        version=1,
        steps=(Step("name", ask="form-ask-name", takes=Line(max_length=80)),),
        finished="data.named",
    )
)


@effect("data.show", "command.dulieu", reads=True)
async def show(visit: Visit) -> Outcome:
    person = visit.person
    petitions = await visit.desk.uow.petitions.by_author(visit.desk.commune.id, person.id, 1000)
    line = words(
        "data-page",
        name=person.name or words("person-unnamed"),
        hamlet=hamlet_of(visit.desk.commune, person.hamlet) if person.hamlet else words("form-not-given"),
        phone=person.phone or words("form-not-given"),
        language=words(f"language-{person.language}"),
        consented=words("form-day", day=person.consented_at) if person.consented_at else words("form-not-given"),
        petitions=len(petitions),
    )
    rows = (
        choice("data.name", "data-change-name"),
        choice("data.hamlet", "data-change-hamlet"),
        choice("data.withdraw", "data-withdraw"),
        choice("menu.show", "menu-button"),
    )
    linked, parts = await show_chats(visit)
    return outcome(Reply((line, *linked, words("welcome-stored")), (*rows[:2], *parts, *rows[2:])))


@effect("data.name")
async def ask_name(visit: Visit) -> Outcome:
    return Outcome(begin=Filling("name", 1, ""))


@effect("data.named")
async def named(visit: Visit) -> Outcome:
    name = visit.filling.answers["name"]
    await visit.desk.uow.people.change(visit.desk.commune.id, visit.person.id, name=name)
    visit.person = replace(visit.person, name=name)
    return outcome(say("data-named", name=name), then="menu.show")


@effect("data.hamlet")
async def ask_hamlet(visit: Visit) -> Outcome:
    return Outcome(begin=Filling("hamlet", 1, ""))


@effect("data.withdraw")
async def ask_withdraw(visit: Visit) -> Outcome:
    yes = choice("data.withdraw-yes", "data-withdraw-yes")
    return outcome(say("data-withdraw-sure", yes, choice("menu.show", "form-back")))


@effect("data.withdraw-yes")
async def withdraw(visit: Visit) -> Outcome:
    """Consent is withdrawn: the name and telephone go, open petitions go on without a name (Decree 356/2025)."""
    commune_id, person = visit.desk.commune.id, visit.person
    await visit.desk.uow.people.change(commune_id, person.id, name=None, phone=None, hamlet=None, consented_at=None)
    await visit.desk.uow.petitions.hide_author(commune_id, person.id)
    await visit.desk.uow.broadcasts.give_up_for(commune_id, person.id, visit.desk.now)
    await forget_elsewhere(visit)
    await visit.desk.uow.calls.drop_for(commune_id, person.id)
    await visit.desk.uow.outbox.forget_ways(commune_id, person.id, visit.desk.now)
    state = replace(visit.state, filling=None, drafts=(), loose={}, payload="")
    return outcome(say("data-withdrawn", choice("welcome.show", "welcome-again")), state=state)


@effect("chat.contact")
async def contact(visit: Visit) -> Outcome:
    """A telephone number is kept only when the channel vouches that it is the sender's own."""
    own = len(visit.arguments) > 1 and visit.argument(1) == "own"
    if not own:
        return outcome(say("contact-not-own"), then="menu.show")
    await visit.desk.uow.people.change(visit.desk.commune.id, visit.person.id, phone=visit.argument())
    return outcome(say("contact-kept", phone=visit.argument()), then="menu.show")


@effect("chat.left", in_group=True)
async def left(visit: Visit) -> Outcome:
    """The person blocked the bot, or it was removed from a group."""
    if visit.known.in_group:
        await release_group(visit.desk, visit.talk.account_id, visit.talk.chat)
    return Outcome(goes_on=True)


@effect("chat.joined", in_group=True)
async def joined(visit: Visit) -> Outcome:
    if visit.known.in_group:
        return Outcome((say("group-hello"),), goes_on=True)
    return Outcome(goes_on=True)


@effect("chat.moved", in_group=True)
async def moved(visit: Visit) -> Outcome:
    await visit.desk.uow.conversations.rename(visit.talk.account_id, visit.talk.chat, visit.argument())
    return Outcome(goes_on=True)
