"""Who may see and do what: the table of rules, and people who guess keys of buttons they were never shown."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
import yaml
from sqlalchemy import select

from actions.commune import apply_setup, read_setup
from domain.access import (
    Act,
    Actor,
    Grant,
    OfCommune,
    OnCall,
    OnCommitment,
    OnDataRequest,
    OnDataRequests,
    OnDelivery,
    OnDialogue,
    OnHall,
    OnLexicon,
    OnMatter,
    OnMilestone,
    OnPetition,
    OnPetitions,
    OnPlan,
    OnQuestion,
    OnRole,
    OnSpeaker,
    OnSurvey,
    OnSurveys,
    OnTemplate,
    Role,
    check,
    may,
)
from domain.answer import AnswerTemplate
from domain.commitment import Commitment
from domain.data_request import DataRequest, RequestKind, RequestState
from domain.milestone import Milestone, Rule
from domain.petition import Petition, PetitionState
from domain.refusal import Refused
from domain.speaker import SpeakerRegistration
from domain.supervision import SupervisorQuestion
from domain.survey import SurveySlip
from handlers.visit import EFFECTS, FORMS
from storage.tables import dialogue, grant, invitation, person, petition, petition_entry, speaker
from tests.town import SAMPLES, Town, sentence

# ── the rules ─────────────────────────────────────────────────────────────────────────────────────────────────

ROAD = Petition(
    commune_id=1, id=7, code="CM25-0001", state=PetitionState.TAKEN, topic="duong", department="kinh-te",
    hamlet="thon-1", dialogue_id=None, author=10, author_name="Người mẫu", name_shown=True, collected=False,
    body="Đường hỏng", received_at=datetime(2025, 11, 7, tzinfo=UTC), due_on=date(2025, 11, 21), answer_days=10,
)  # fmt: skip
ACTORS: Mapping[str, Actor] = {
    "author": Actor(1, 10),
    "resident": Actor(1, 11),
    "officer": Actor(1, 20, (Grant(Role.OFFICER, "kinh-te"),)),
    "department-head": Actor(1, 22, (Grant(Role.DEPARTMENT_HEAD, "kinh-te"),)),
    "other-officer": Actor(1, 21, (Grant(Role.OFFICER, "cong-an"),)),
    "other-department-head": Actor(1, 23, (Grant(Role.DEPARTMENT_HEAD, "cong-an"),)),
    "head": Actor(1, 30, (Grant(Role.HAMLET_HEAD, None, "thon-1"),)),
    "other-head": Actor(1, 31, (Grant(Role.HAMLET_HEAD, None, "thon-2"),)),
    "clerk": Actor(1, 40, (Grant(Role.CLERK),), frozenset({"dien-luc"})),
    "chair": Actor(1, 50, (Grant(Role.CHAIR),)),
    "supervisor": Actor(1, 60, (Grant(Role.SUPERVISOR),)),
    # Who runs the server has no role in the chat, and sees there what any resident sees.
    "admin": Actor(1, 70),
    "foreign-author": Actor(2, 10),
    "foreign-officer": Actor(2, 20, (Grant(Role.OFFICER, "kinh-te"),)),
    "foreign-department-head": Actor(2, 22, (Grant(Role.DEPARTMENT_HEAD, "kinh-te"),)),
    "foreign-head": Actor(2, 30, (Grant(Role.HAMLET_HEAD, None, "thon-1"),)),
    "foreign-clerk": Actor(2, 40, (Grant(Role.CLERK),), frozenset({"kinh-te"})),
    "foreign-chair": Actor(2, 50, (Grant(Role.CHAIR),)),
    "foreign-supervisor": Actor(2, 60, (Grant(Role.SUPERVISOR),)),
}
AUTHOR = {"read", "read-name", "add", "withdraw", "rate"}
NOTES = {"note", "read-notes"}
TALK = {"read-work", "discuss"}
DEAL = {"take", "answer", "undo", "ask", "refuse", "transfer", "ask-support", "extend", "escalate", "merge"}
WORK = DEAL | TALK | NOTES
SEES = {"read", "read-name"}
HEAD = {"assign", "approve"}
OF = {"officer": SEES | WORK, "department-head": SEES | WORK | HEAD}
UNNAMED = {"officer": {"read"} | WORK, "department-head": {"read"} | WORK | HEAD}
CLERK = {"move", "sort", "refuse", "reopen", "escalate", "merge", "decide-in-hall", "redact", "guide"} | TALK | NOTES
CHAIR = {"read", "read-work", "approve", "undo", "decide-in-hall"} | NOTES
FRONT = {"read", "read-work", "read-notes", "question"}
OVER = {"chair": CHAIR | {"read-name"}, "supervisor": FRONT}
OFFICE = {"clerk": SEES | CLERK | {"call-author"}, **OVER}
UNNAMED_OFFICE = {"clerk": {"read"} | CLERK, "chair": CHAIR, "supervisor": FRONT}
ASKED = {"read", "read-work", "read-notes", "decide-transfer"}
HELPS = {"read", "support"} | TALK
NEIGHBOURS = {name: {"see", "join"} for name in ACTORS if not name.startswith("foreign")}
OWES = {"read", "report", "keep", "ask-date"}


@dataclass(frozen=True)
class OfNothing:
    """What is asked about all records of a kind is asked of the commune."""

    commune_id: int = 1


ALL = OfNothing()
SLIP = SurveySlip(1, 1, 10, datetime(2025, 11, 28, tzinfo=UTC))
BRIDGE = SpeakerRegistration(1, 1, 1, 10, "Mẫu", "thon-1", 10, "khac", "x")
NOTICE = Milestone(1, 1, "m", "other", Rule(), None, department="kinh-te")
ERASE = DataRequest(
    1, 1, 10, RequestKind.ERASURE, RequestState.OPEN, datetime(2025, 11, 7, tzinfo=UTC), date(2025, 11, 12),
    date(2025, 11, 22),
)  # fmt: skip
PROMISE = Commitment(
    commune_id=1, id=3, dialogue_id=1, petition_id=7, code="CM25-0001", department="kinh-te", words="Sửa đường",
    made_on=date(2025, 11, 28), due_on=date(2025, 12, 15), first_due_on=date(2025, 12, 15),
)  # fmt: skip
QUESTION = SupervisorQuestion(
    1, 4, 7, "CM25-0001", "kinh-te", 60, datetime(2025, 12, 1, tzinfo=UTC), "Đến đâu rồi?", date(2025, 12, 8)
)
TEMPLATE = AnswerTemplate(1, 2, "kinh-te", "duong", "Sửa đường", "Xã ghi nhận")
# One line for each kind of record and what is special about it: who may do what; who is not named may do nothing.
TABLE: tuple[tuple[str, type[Act], OfCommune, Mapping[str, set[str]]], ...] = (
    ("a petition", OnPetition, ROAD, {"author": AUTHOR, **OF, **OFFICE}),
    ("whose author hides their name", OnPetition, replace(ROAD, name_shown=False), {
        "author": AUTHOR, **UNNAMED, **UNNAMED_OFFICE,
    }),
    ("forwarded by a hamlet head", OnPetition, replace(ROAD, author=30, collected=True), {
        **OF, "head": AUTHOR, **OFFICE,
    }),
    ("forwarded by another head of that hamlet", OnPetition, replace(ROAD, author=99, collected=True), {
        **OF, "head": {"read", "read-name", "add", "tell-author"}, **OFFICE,
    }),
    ("forwarded, without a name", OnPetition, replace(ROAD, author=30, collected=True, name_shown=False), {
        "head": AUTHOR, **UNNAMED, **UNNAMED_OFFICE, "clerk": {"read"} | CLERK | {"call-author"},
    }),
    ("that another department is asked to take", OnPetition, replace(ROAD, proposed_to="cong-an"), {
        "author": AUTHOR, **OF, **OFFICE, "other-officer": ASKED, "other-department-head": ASKED,
    }),
    # Who helps reads it, but never the name; who wrote it hears nothing of what is said about it.
    ("that another department helps with", OnPetition, replace(ROAD, supporting=("cong-an",)), {
        "author": AUTHOR, **OF, **OFFICE, "other-officer": HELPS, "other-department-head": HELPS,
    }),
    ("of somebody whose department helps with it", OnPetition, replace(ROAD, author=21, supporting=("cong-an",)), {
        **OF, **OFFICE, "other-officer": AUTHOR | {"support"}, "other-department-head": HELPS,
    }),
    # Whose petition it is does not read what the office says of it, even from within.
    ("of an officer of the department", OnPetition, replace(ROAD, author=20), {
        "officer": AUTHOR | DEAL, "department-head": SEES | WORK | HEAD, **OFFICE,
    }),
    ("of an external body", OnPetition, replace(ROAD, department="dien-luc"), {
        "author": AUTHOR, **OFFICE, "clerk": SEES | WORK | CLERK | {"call-author"},
    }),
    ("dealt with in another", OnPetition, replace(ROAD, state=PetitionState.MERGED, merged_into=6), {
        "author": AUTHOR, **OF, **OFFICE,
    }),
    ("what follows a session", OnHall, ALL, {
        "clerk": {"note", "read-notice", "edit-notice", "follow", "read-report", "publish"},
        "chair": {"note", "read-notice", "follow", "read-report", "publish"},
        "supervisor": {"read-notice", "follow", "read-report"},
    }),
    ("a promise", OnCommitment, PROMISE, {
        "officer": OWES, "department-head": OWES, "clerk": {"read", "decide-date"}, "chair": {"read", "decide-date"},
        "supervisor": {"read"},
    }),
    ("a promise of an external body", OnCommitment, replace(PROMISE, department="dien-luc"), {
        "clerk": OWES | {"decide-date"}, "chair": {"read", "decide-date"}, "supervisor": {"read"},
    }),
    ("a question of the Front", OnQuestion, QUESTION, {
        "officer": {"read", "answer"}, "department-head": {"read", "answer"}, "clerk": {"read"}, "chair": {"read"},
        "supervisor": {"read"},
    }),
    ("a text to begin answers with", OnTemplate, TEMPLATE, {
        "officer": {"use"}, "department-head": {"use"}, "clerk": {"use"},
    }),
    ("what a petition is about", OnMatter, ROAD, NEIGHBOURS),
    ("what somebody who hides writes about", OnMatter, replace(ROAD, name_shown=False), {}),
    ("what was said in a hamlet", OnMatter, replace(ROAD, name_shown=False, collected=True), NEIGHBOURS),
    ("petitions", OnPetitions, ALL, {"clerk": {"list", "compare"}, "chair": {"list"}, "supervisor": {"list"}}),
    ("the question how content somebody is", OnSurvey, SLIP, {"author": {"answer"}}),
    ("how content people are", OnSurveys, ALL, {"clerk": {"read"}, "chair": {"read"}, "supervisor": {"read"}}),
    ("words of the commune", OnLexicon, ALL, {"clerk": {"read", "decide"}}),
    ("a registration to speak", OnSpeaker, BRIDGE, {"author": {"change"}}),
    ("of somebody without a chat", OnSpeaker, replace(BRIDGE, person=None, registered_by=99), {"head": {"change"}}),
    ("of somebody without a chat, by their neighbour", OnSpeaker, replace(BRIDGE, person=None), {
        "author": {"change"}, "head": {"change"},
    }),
    ("a dialogue", OnDialogue, ALL, {
        "clerk": {"change", "announce", "read-speakers", "read-delegates"},
        "chair": {"read-speakers", "read-delegates"},
    }),
    ("a plan", OnPlan, ALL, {"clerk": {"read", "change"}}),
    ("a milestone", OnMilestone, NOTICE, {
        "clerk": {"read", "list-all"}, "chair": {"read", "list-all"}, "officer": {"read"}, "department-head": {"read"},
    }),
    ("a milestone of nobody's", OnMilestone, replace(NOTICE, department=None), {
        "clerk": {"read", "list-all"}, "chair": {"read", "list-all"},
    }),
    ("the call list", OnCall, ALL, {"clerk": {"read"}}),
    ("what was not delivered", OnDelivery, ALL, {"clerk": {"read"}}),
    ("what somebody asks about their data", OnDataRequest, ERASE, {
        "author": {"read", "call-off"}, "clerk": {"read", "decide"},
    }),
    ("what people ask about their data", OnDataRequests, ALL, {"clerk": {"list", "forget-named"}}),
    ("roles", OnRole, ALL, {"clerk": {"read", "invite", "revoke"}}),
)  # fmt: skip


NOT_TOLD: Mapping[type[Act], str] = {
    OnPetition: "petition-refused-not-yours",
    OnCommitment: "commitment-refused-unknown",
    OnQuestion: "question-refused-unknown",
}


@pytest.mark.parametrize("actor", ACTORS)
@pytest.mark.parametrize("line", TABLE, ids=lambda line: line[0])
def test_what_a_role_may_do(line: tuple[str, type[Act], OfCommune, Mapping[str, set[str]]], actor: str) -> None:
    _, acts, record, allowed = line
    found = {act.value for act in acts if may(ACTORS[actor], act, record)}
    assert found == allowed.get(actor, set())
    for act in acts:
        if act.value in found:
            check(ACTORS[actor], act, record)
            continue
        with pytest.raises(Refused) as refused:
            check(ACTORS[actor], act, record)
        assert sentence(refused.value.code, **refused.value.facts)
        if acts in NOT_TOLD:
            # Who may not read it is not told that it exists.
            assert (refused.value.code == NOT_TOLD[acts]) is ("read" not in found)


def test_every_kind_of_record_and_every_act_has_its_line() -> None:
    """Whoever adds a row to the rules adds one here: nothing is allowed that nobody has looked at."""
    listed = {kind: [allowed for _, acts, _, allowed in TABLE if acts is kind] for kind in Act.__subclasses__()}
    for kind, lines in listed.items():
        named = {act for allowed in lines for acts in allowed.values() for act in acts}
        assert named == {act.value for act in kind}, kind


def test_only_a_clerk_speaks_for_others() -> None:
    relays = frozenset({"dien-luc"})
    assert Actor(1, 40, (Grant(Role.CLERK),), relays).answers_for("dien-luc")
    assert not Actor(1, 20, (Grant(Role.OFFICER, "kinh-te"),), relays).answers_for("dien-luc")
    assert not Actor(1, 10, (), relays).answers_for("dien-luc")


# ── the same, from outside ────────────────────────────────────────────────────────────────────────────────────

BODY = "Cống trước nhà tôi bị tắc, nước thải tràn ra đường"
SUMMARY = "Đề nghị công khai quỹ thôn"
NAME = "Nguyễn Văn Mẫu"
CODE = "CM25-0001"
KEYS = (
    f"work.show:{CODE}", f"mine.show:{CODE}", f"lookup.code:{CODE}", f"work.take:{CODE}", f"answer.begin:{CODE}",
    f"ask.begin:{CODE}", f"transfer.begin:{CODE}", f"transfer.accept:{CODE}", f"transfer.decline:{CODE}",
    f"move.begin:{CODE}", f"add.begin:{CODE}", f"reply.begin:{CODE}", f"again.begin:{CODE}",
    f"withdraw.ask:{CODE}", f"withdraw.yes:{CODE}", f"answer.rate:{CODE}:1", "work.show:CM25-0002",
    "dialogue.move:1:collecting", "dialogue.move:1:collated", "dialogue.move:1:concluded", "dialogue.date:1",
    "dialogue.dated", "dialogue.postpone:1", "dialogue.cancel:1", "dialogue.off", "dialogue.link:1",
    "dialogue.new", "dialogue.list", "dialogue.created",
    "petitions.show", "petitions.show:1", "petitions.topic:xay-dung-giao-thong", "petitions.hamlet:thon-mau-1",
    "speakers.list:1", "speaker.show:1:1", "speaker.withdraw:1:1", "speaker.withdraw-yes:1:1", "speaker.change:1:1",
    f"question.begin:{CODE}", "hall.show:1", f"hall.item:1:{CODE}", "hall.raise:1", "hall.noted", "conclusion.show:1",
    "conclusion.items:1", f"conclusion.item:1:{CODE}", "conclusion.issue:1:x", "conclusion.paper:1", "front.show",
    "front.late", "front.dialogue:1", "front.questions", "report.show", "report.make:2025-11:xlsx", "dialogue.close:1",
    "publish.list", "publish.show:1", "publish.look:1", "publish.approve:1:0:00000000", f"publish.item:1:{CODE}",
    f"publish.yes:1:{CODE}:00000000", f"publish.edit:1:{CODE}:text", f"publish.again:1:{CODE}",
    f"publish.leave:1:{CODE}", f"publish.withdraw:1:{CODE}", "publish.approved:1", "publish.out:1", "publish.ask:1",
    "publish.now:1:00000000", "publish.paper:1", f"publish.photos:1:{CODE}",
    f"publish.photo:1:{CODE}:1", "survey.show:1", "publish.edited", "publish.left", "publish.withdrawn",
    "dialogue.move:1:closed", "carried.list:1", "commitment.show:1", "commitment.keep:1", "commitment.report:1",
    "commitment.later:1", "commitment.agree:1:2025-12-24", "question.show:1", "question.answer:1",
    "undelivered.show", "call.list", "call.reached:1", "call.missed:1", "tap.here", "invite.begin", "invite.made",
    "hamlet.items", "collation.begin", "speaker.begin-other",
    f"answer.take-over:{CODE}", f"answer.redraft:{CODE}", f"answer.undo:{CODE}", f"answer.undo:{CODE}:1",
    f"answer.leave:{CODE}", f"approval.yes:{CODE}:1", f"approval.no:{CODE}:1", f"approval.edit:{CODE}:1",
    f"approval.show:{CODE}", "approval.list", "approval.submit", "approval.returned", f"assign.begin:{CODE}",
    "assign.submit", f"note.begin:{CODE}", f"refuse.begin:{CODE}", f"refuse.reopen:{CODE}",
    f"work.more:{CODE}", f"template.list:{CODE}", "template.list", "template.show:1", "template.rename:1",
    "template.drop:1", "template.drop-yes:1", f"template.keep:{CODE}", f"template.use:{CODE}:1",
    f"rating.begin:{CODE}",
    "role.list", "role.ask:1:00000000", "role.revoke:1:00000000", "data.requests", "data.request:1", "data.hold:1",
    "data.let-go:1", "data.call-off:1", "named.begin", "named.ask:speaker:1:1:thon-mau-1",
    "named.yes:speaker:1:1:thon-mau-1", f"named.yes:petition:{CODE}", f"redact.begin:{CODE}", f"guide.begin:{CODE}",
    "lexicon.show", "lexicon.used", "lexicon.use:1", "lexicon.drop:1", f"topic.begin:{CODE}", "topic.submit",
    f"topic.why:{CODE}", "cluster.list", f"cluster.show:{CODE}", "cluster.submit",
    "petition.neighbours", "collation.neighbours",
    "group.bind:22222-33333", "chat.contact:+84900000000:own", "chat.moved:1", "chat.left", "chat.replied:1",
)  # fmt: skip
WATCHED = (petition, petition_entry, dialogue, speaker, invitation, grant)


async def everything(town: Town) -> list[Any]:
    async with town.database.begin() as uow:
        rows = [(await uow.connection.execute(table.select().order_by(*table.c))).all() for table in WATCHED[2:]]
        mine = petition.select().where(petition.c.code == CODE)
        thread = petition_entry.select().where(petition_entry.c.petition_id == 1)
        return [*rows, *[(await uow.connection.execute(one)).all() for one in (mine, thread)]]


async def at_once(town: Town, phone: Any, *requests: dict[str, str]) -> str:
    """Send many messages without waiting for the answers, slowly enough not to be held back."""
    said = ""
    for start in range(0, len(requests), 50):
        for request in requests[start : start + 50]:
            assert await phone.post(json=request) == 202
        said += await phone.looks()
        await town.passes(minutes=2)
    return said


async def in_commune(town: Town, slug: str) -> Any:
    """A phone in another commune's chat of the same program."""
    phone = await town.phone()
    async with town.http.post(f"/api/communes/{slug}/chats") as answer:
        phone.chat = (await answer.json())["chat"]
    return phone


async def foreign_clerk(town: Town) -> Any:
    setup = read_setup(yaml.safe_load((SAMPLES / "khoen-on.yaml").read_text(encoding="utf-8")))
    async with town.database.begin() as uow:
        await apply_setup(uow, setup, town.clock.now())
    await town.program.look_for_changes()
    phone = await in_commune(town, "khoen-on")
    await phone.arrives()
    async with town.database.begin() as uow:
        for role, department in ((Role.CLERK, None), (Role.OFFICER, "phong-kinh-te")):
            who = (await uow.connection.execute(person.select().order_by(person.c.id.desc()))).first()
            assert who is not None
            await uow.people.give(int(setup.code), who.id, Grant(role, department), town.clock.now())
    return phone


@pytest.mark.parametrize("who", ["resident", "other-officer", "other-hamlet-head", "foreign-clerk"])
async def test_guessed_keys_show_and_change_nothing(web_town: Town, who: str) -> None:
    town = web_town
    clerk = await town.clerk()
    await town.officer(clerk)
    await town.dialogue(clerk)
    resident = await town.resident(NAME)
    assert await town.files_petition(resident, BODY, "Đường") == CODE
    await resident.says("/phatbieu")
    await resident.says(SUMMARY)
    await resident.says("1")
    await resident.presses("Không cần")
    await resident.presses("Gửi đăng ký")
    match who:
        case "resident":
            phone = await town.resident("Trần Thị Mẫu")
        case "other-officer":
            phone = await town.officer(clerk, "Công an xã", "Cán bộ công an")
        case "other-hamlet-head":
            phone = await town.staff(clerk, "Trưởng thôn khác", "Trưởng thôn", "Mẫu 2")
        case _:
            phone = await foreign_clerk(town)
    await phone.looks()
    heard = {each: len(await each.history()) for each in (clerk, resident)}
    before = await everything(town)

    # Whatever a key begins takes what is typed next; it must not lead to the petition of somebody else.
    tries = [({"choice": key}, {"text": "Xin hỏi về việc này"}, {"text": "/huy"}) for key in KEYS]
    said = await at_once(town, phone, *(request for each in tries for request in each))
    assert CODE in said
    for secret in (BODY[:12], SUMMARY[:12], NAME):
        assert secret not in said
    assert await everything(town) == before
    async with town.database.begin() as uow:
        assert set(await uow.connection.scalars(select(person.c.phone))) == {None}
    assert {each: len(await each.history()) for each in heard} == heard
    async with town.database.begin() as uow:
        assert await uow.inbox.all_set_aside() == []


async def test_every_effect_survives_a_forged_press(web_town: Town) -> None:
    """No name of an effect, with or without arguments, makes a step fail."""
    town = web_town
    resident = await town.resident(NAME)
    names = [name for name in sorted(EFFECTS) if name not in ("data.withdraw-yes", "welcome.refuse")]
    assert {form.finished for form in FORMS.values()} < set(names)
    keys = [key for name in names for key in (name, f"{name}:x:y", f"{name}:1")]
    said = await at_once(town, resident, *({"choice": key} for key in keys))
    assert "mã báo lỗi" not in said
    assert len(await resident.history()) > len(keys)
    async with town.database.begin() as uow:
        assert await uow.inbox.all_set_aside() == []


async def test_a_hidden_name_is_in_no_view_of_the_department_and_the_clerk(town: Town) -> None:
    clerk = await town.clerk()
    officer = await town.officer(clerk)
    police = await town.officer(clerk, "Công an xã", "Cán bộ công an")
    resident = await town.resident(NAME)
    code = await town.files_petition(resident, "Đường hỏng", "Đường", name="Giấu tên")
    mark = next(seen.text for seen in await officer.history() if code in seen.text).split("ký hiệu ")[1][:4]

    await officer.presses("Hỏi người gửi")
    await officer.says("Đoạn nào?")
    await officer.presses("Gửi câu hỏi")
    await resident.presses("Trả lời câu hỏi")
    await resident.says("Trước nhà văn hóa")
    await resident.presses("Tiếp tục")
    await officer.looks()
    await officer.presses("Chuyển cơ quan khác")
    await officer.presses("Công an xã")
    await officer.says("Thuộc giao thông")
    await officer.presses("Chuyển")
    await police.looks()
    await police.presses("Nhận")
    await police.says(code)
    await clerk.says(code)
    await town.passes(days=24)
    await resident.keeps_in_touch()
    await police.says("/viec")
    await police.presses(f"Xem {code}")
    await police.presses("Trả lời")
    await police.says("Đã xử lý.")
    await police.presses("Tiếp tục")
    await town.sends_answer(police)
    assert "Đã xử lý." in await resident.looks()
    await resident.presses("Không hài lòng")
    await police.says(code)
    for viewer in (officer, police, clerk):
        texts = "\n".join(seen.text + " ".join(seen.labels) for seen in await viewer.history())
        assert NAME not in texts
        assert f"người gửi giấu tên (ký hiệu {mark})" in texts
    # The author themselves read their own name, and a collected matter keeps its own rule.
    assert NAME in await resident.says(code)


async def test_a_shown_name_is_seen_by_the_department_but_not_by_others(web_town: Town) -> None:
    town = web_town
    clerk = await town.clerk()
    officer = await town.officer(clerk)
    police = await town.officer(clerk, "Công an xã", "Cán bộ công an")
    await town.files_petition(await town.resident(NAME), "Đường hỏng", "Đường")
    assert NAME in await officer.looks()
    await officer.presses("Chuyển cơ quan khác")
    await officer.presses("Công an xã")
    await officer.says("Thuộc giao thông")
    await officer.presses("Chuyển")
    assert CODE in await police.looks()
    # Before they accept, the other department reads the matter but not the name.
    assert NAME not in "\n".join(seen.text for seen in await police.history())
