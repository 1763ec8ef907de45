"""My data: what is stored of me, correcting it, withdrawing consent; and what happens to the chat itself."""

from dataclasses import replace

from actions.card import hamlet_of
from actions.data_request import correct, withdraw_consent
from actions.invitation import release_group
from domain.notice import words
from handlers.conversation.form import Filling, Form, Line, Step
from handlers.conversation.reply import Reply, choice, say
from handlers.data_request import request_words
from handlers.gate import forget_all
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
    phone = (choice("data.phone-gone", "data-phone-remove"),) if person.phone else ()
    rows = (
        choice("data.export", "data-export"),
        choice("data.withdraw", "data-withdraw"),
        choice("data.more", "data-more-button"),
        choice("menu.show", "menu-button"),
    )
    correct = (choice("data.name", "data-change-name"), choice("data.hamlet", "data-change-hamlet"), *phone)
    linked, parts = await show_chats(visit)
    waiting = await request_words(visit)
    return outcome(Reply((line, *linked, *waiting, words("welcome-stored")), (*correct, *parts, *rows)))


@effect("data.name")
async def ask_name(visit: Visit) -> Outcome:
    return Outcome(begin=Filling("name", 1, ""))


@effect("data.named")
async def named(visit: Visit) -> Outcome:
    name = visit.filling.answers["name"]
    await correct(visit.desk, name=name)
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
    """Consent is withdrawn: what is known of the person goes, and what they had begun to write."""
    await withdraw_consent(visit.desk)
    await forget_all(visit)
    await forget_elsewhere(visit)
    state = replace(visit.state, filling=None, drafts=(), loose={}, payload="", held={})
    return outcome(say("data-withdrawn", choice("welcome.show", "welcome-again")), state=state)


@effect("chat.contact")
async def contact(visit: Visit) -> Outcome:
    """A telephone number is kept only when the channel vouches that it is the sender's own."""
    own = len(visit.arguments) > 1 and visit.argument(1) == "own"
    if not own:
        return outcome(say("contact-not-own"), then="menu.show")
    await correct(visit.desk, phone=visit.argument())
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
