"""The tables: system of record, queue, lock and lease in one PostgreSQL.

Every table of a commune carries `commune_id` first in its key, so that it can be distributed or split by province.
Moments are `timestamptz`; queues are read through partial indexes over what is still to be done.
"""

from pathlib import Path
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    Date,
    DateTime,
    ForeignKeyConstraint,
    Identity,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    event,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from storage.script import statements

metadata = MetaData(
    naming_convention={
        "ix": "%(table_name)s_%(column_0_N_name)s_idx",
        "uq": "%(table_name)s_%(column_0_N_name)s_key",
        "fk": "%(table_name)s_%(column_0_N_name)s_fkey",
        "pk": "%(table_name)s_pkey",
    }
)

Moment = DateTime(timezone=True)
# What is still waited for, as partial indexes name it; `domain.petition.OPEN` in the database's own words.
OPEN_STATES = "('received', 'assigned', 'taken', 'asked', 'drafted', 'approved', 'escalated')"
# In which it is us who are late; `domain.answer.LATE_STATES`.
LATE_STATES = "('received', 'assigned', 'taken', 'drafted')"
EMPTY = text("'{}'::jsonb")
NONE = text("'[]'::jsonb")

commune = Table(
    "commune",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False, comment="administrative code"),
    Column("slug", Text, nullable=False, unique=True),
    Column("setup", JSONB, nullable=False, comment="the whole set-up file, as validated"),
    Column("applied_at", Moment, nullable=False),
)

channel_account = Table(
    "channel_account",
    metadata,
    Column("id", Integer, Identity(), primary_key=True),
    Column("name", Text, nullable=False, unique=True, comment="e.g. web:cao-minh, telegram:default"),
    Column("channel", Text, nullable=False),
    Column("commune_id", Integer, comment="null for an account that several communes share"),
    Column("handle", Text, comment="the name people see, e.g. a bot's username"),
)

person = Table(
    "person",
    metadata,
    Column("commune_id", Integer, nullable=False),
    Column("id", BigInteger, Identity(), nullable=False),
    Column("name", Text),
    Column("language", Text, nullable=False, server_default="vi"),
    Column("hamlet", Text),
    Column("phone", Text),
    Column("consented_at", Moment),
    Column("conversation_id", BigInteger, comment="the chat used last: notices go there"),
    Column("created_at", Moment, nullable=False),
    Column("restricted_at", Moment, comment="since when they are told nothing that they have not asked for"),
    Column("erased_at", Moment, comment="since when nothing but the number is left"),
    PrimaryKeyConstraint("commune_id", "id"),
    Index("person_hamlet_idx", "commune_id", "hamlet", "id"),
)

grant = Table(
    "role_grant",
    metadata,
    Column("commune_id", Integer, nullable=False),
    Column("person_id", BigInteger, nullable=False),
    Column("role", Text, nullable=False),
    Column("department", Text, nullable=False, server_default=""),
    Column("hamlet", Text, nullable=False, server_default=""),
    Column("granted_at", Moment, nullable=False),
    PrimaryKeyConstraint("commune_id", "person_id", "role", "department", "hamlet"),
    ForeignKeyConstraint(["commune_id", "person_id"], ["person.commune_id", "person.id"]),
    Index(None, "commune_id", "role", "department", "hamlet"),
)

invitation = Table(
    "invitation",
    metadata,
    Column("commune_id", Integer, nullable=False),
    Column("code_hash", Text, nullable=False, unique=True),
    Column("opens", Text, nullable=False),
    Column("role", Text),
    Column("department", Text),
    Column("hamlet", Text),
    Column("made_by", BigInteger),
    Column("made_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("used_at", Moment),
    Column("used_by", BigInteger),
    PrimaryKeyConstraint("commune_id", "code_hash"),
)

conversation = Table(
    "conversation",
    metadata,
    Column("id", BigInteger, Identity(), primary_key=True),
    Column("account_id", Integer, nullable=False),
    Column("key", Text, nullable=False, comment="a chat; in a group, the group and the person who writes"),
    Column("address", Text, nullable=False, comment="where replies go: chat, or chat/thread"),
    Column("in_group", Boolean, nullable=False, server_default=text("false")),
    Column("commune_id", Integer, comment="null until known, where several communes share an account"),
    Column("person_id", BigInteger),
    Column("state", JSONB, nullable=False, server_default=EMPTY),
    Column(
        "recent",
        JSONB,
        nullable=False,
        server_default=NONE,
        comment="moments of the latest messages, for pacing",
    ),
    Column("reachable", Boolean, nullable=False, server_default=text("true")),
    Column("version", Integer, nullable=False, server_default=text("0"), comment="another with every step taken"),
    Column("updated_at", Moment, nullable=False),
    Column(
        "heard_at",
        Moment,
        comment="when the person last did something here: channels let us write only for so long after it",
    ),
    Column(
        "tap_asked_at",
        Moment,
        comment="when they were last asked to press once, so that they can still be written to",
    ),
    UniqueConstraint("account_id", "key"),
    Index("conversation_person_idx", "commune_id", "person_id"),
    # Updated at every step: room on the page keeps the updates cheap.
    postgresql_with={"fillfactor": 70},
)

department_chat = Table(
    "department_chat",
    metadata,
    Column("commune_id", Integer, nullable=False),
    Column("department", Text, nullable=False),
    Column("account_id", Integer, nullable=False),
    Column("address", Text, nullable=False),
    Column("bound_at", Moment, nullable=False),
    Column("bound_by", BigInteger),
    PrimaryKeyConstraint("commune_id", "department"),
)

inbox = Table(
    "inbox",
    metadata,
    Column("id", BigInteger, Identity(), primary_key=True),
    Column("account_id", Integer, nullable=False),
    Column("delivery", Text, nullable=False, comment="the channel's own id of the delivery"),
    Column("conversation", Text, nullable=False, comment="key of the conversation it belongs to"),
    Column("payload", JSONB, nullable=False),
    Column("received_at", Moment, nullable=False),
    Column("not_before", Moment),
    Column("tries", SmallInteger, nullable=False, server_default=text("0")),
    Column("done_at", Moment),
    Column("set_aside_at", Moment),
    Column("trouble", Text, comment="reference of the logged failure"),
    UniqueConstraint("account_id", "delivery"),
    Index(
        "inbox_waiting_idx", "account_id", "conversation", "id",
        postgresql_where=text("done_at is null and set_aside_at is null"),
    ),
    Index("inbox_done_idx", "done_at", postgresql_where=text("done_at is not null")),
)  # fmt: skip

outbox = Table(
    "outbox",
    metadata,
    Column("id", BigInteger, Identity(), primary_key=True),
    Column("account_id", Integer, nullable=False),
    Column("address", Text, nullable=False),
    Column("commune_id", Integer),
    Column("person_id", BigInteger),
    Column("text", Text, nullable=False),
    Column("choices", JSONB, nullable=False, server_default=NONE),
    Column("files", JSONB, nullable=False, server_default=NONE),
    Column("about", Text, comment="code of the petition it speaks of"),
    Column("card", Boolean, nullable=False, server_default=text("false")),
    Column("quiets", Text, comment="id of the button press that it answers"),
    Column("urgency", SmallInteger, nullable=False, server_default=text("0")),
    Column("once", Text),
    Column("queued_at", Moment, nullable=False),
    Column("not_before", Moment),
    Column("expires_at", Moment),
    Column("tries", SmallInteger, nullable=False, server_default=text("0")),
    Column("sent_at", Moment),
    Column("given_up_at", Moment),
    Column("trouble", Text, comment="why it could not be delivered, as a code that has words"),
    Column("channel_ref", Text, comment="the channel's id of the sent message"),
    Column("broadcast_id", Integer),
    Column("kind", Text, comment="what sort of notice it is: decides the ways it may go"),
    Column(
        "way", Text, nullable=False, server_default="chat",
        comment="how it goes: chat, template, template-phone, other-chat, hamlet-head",
    ),
    Column("facts", JSONB, comment="what a template is filled with"),
    Column("cost", Integer, comment="in VND, as the channel charges; null where nothing is known"),
    Column("instead_of", BigInteger, comment="the message that could not go the way before"),
    UniqueConstraint("commune_id", "once"),
    # Apart, so that a hundred thousand announcements that wait are not read to find one reply.
    Index(
        "outbox_waiting_idx", "account_id", "address", "id",
        postgresql_where=text("sent_at is null and given_up_at is null and urgency < 20"),
    ),
    Index(
        "outbox_bulk_idx", "account_id", text("coalesce(not_before, queued_at)"), "id",
        postgresql_where=text("sent_at is null and given_up_at is null and urgency >= 20"),
    ),
    Index(
        "outbox_bulk_address_idx", "address", "id",
        postgresql_where=text("sent_at is null and given_up_at is null and urgency >= 20"),
    ),
    Index("outbox_sent_idx", "account_id", "address", "channel_ref", postgresql_where=text("channel_ref is not null")),
    Index("outbox_given_up_idx", "commune_id", "given_up_at", postgresql_where=text("given_up_at is not null")),
    Index("outbox_about_idx", "commune_id", "about", postgresql_where=text("about is not null")),
    Index("outbox_instead_of_idx", "instead_of", postgresql_where=text("instead_of is not null")),
    Index("outbox_charged_idx", "commune_id", "sent_at", postgresql_where=text("cost > 0")),
    Index(
        "outbox_told_idx", "commune_id", "broadcast_id", "person_id",
        postgresql_where=text("broadcast_id is not null"),
    ),
    Index(
        "outbox_broadcast_idx", "commune_id", "broadcast_id",
        postgresql_where=text("broadcast_id is not null and sent_at is null and given_up_at is null"),
    ),
)  # fmt: skip

zalo_account = Table(
    "zalo_account",
    metadata,
    Column("account_id", Integer, autoincrement=False, nullable=False),
    Column("app_id", Text, nullable=False),
    Column("oa_id", Text),
    Column("oa_name", Text),
    Column("oa_type", SmallInteger),
    Column("package", Text),
    Column("access_token", Text, comment="encrypted"),
    Column("refresh_token", Text, comment="encrypted; good for one use"),
    Column("previous", Text, comment="the pair before, encrypted: to find out what happened when a refresh fails"),
    Column("refreshed_at", Moment),
    Column("access_until", Moment),
    Column("refresh_until", Moment),
    Column(
        "sends_by", Text, nullable=False, server_default="v3",
        comment="which version of the sending interface takes this kind of account",
    ),
    Column(
        "buttons", Boolean, nullable=False, server_default=text("true"),
        comment="false once buttons were refused: choices are then a numbered list",
    ),
    Column("trouble", Text, comment="why nothing can be sent, as a code that has words"),
    Column("trouble_at", Moment),
    Column("signature", Text, comment="how the latest event was signed, or that it was not"),
    Column("heard_at", Moment),
    PrimaryKeyConstraint("account_id"),
    UniqueConstraint("oa_id"),
)  # fmt: skip

zalo_consent = Table(
    "zalo_consent",
    metadata,
    Column("state", Text, nullable=False, comment="hash of what comes back with the consent"),
    Column("account_id", Integer, nullable=False),
    Column("verifier", Text, nullable=False, comment="encrypted"),
    Column("made_at", Moment, nullable=False),
    Column("used_at", Moment),
    PrimaryKeyConstraint("state"),
)

channel_event = Table(
    "channel_event",
    metadata,
    Column("account_id", Integer, nullable=False),
    Column("delivery", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("received_at", Moment, nullable=False),
    Column("payload", JSONB, nullable=False),
    PrimaryKeyConstraint("account_id", "delivery"),
    Index("channel_event_received_at_idx", "received_at"),
)

web_chat = Table(
    "web_chat",
    metadata,
    Column("account_id", Integer, nullable=False),
    Column("key", Text, nullable=False, comment="hash of the unguessable token: the table opens no chat"),
    Column("last", Integer, nullable=False, server_default=text("0")),
    Column("created_at", Moment, nullable=False),
    PrimaryKeyConstraint("key"),
)

web_message = Table(
    "web_message",
    metadata,
    Column("key", Text, nullable=False),
    Column("n", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    Column("mine", Boolean, nullable=False),
    Column("text", Text, nullable=False),
    Column("choices", JSONB, nullable=False, server_default=NONE),
    Column("files", JSONB, nullable=False, server_default=NONE),
    Column("delivery", Text, comment="idempotency key of the person's own messages"),
    PrimaryKeyConstraint("key", "n"),
)

number_series = Table(
    "number_series",
    metadata,
    Column("commune_id", Integer, nullable=False),
    Column("series", Text, nullable=False),
    Column("last", Integer, nullable=False),
    PrimaryKeyConstraint("commune_id", "series"),
)

plan = Table(
    "plan",
    metadata,
    Column("commune_id", Integer, nullable=False),
    Column("id", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("year", Integer),
    Column(
        "document", JSONB, nullable=False, comment="what was understood and corrected, with the sentences behind it"
    ),
    Column(
        "choices",
        JSONB,
        nullable=False,
        server_default=EMPTY,
        comment="what the paper leaves open, as a clerk has settled it",
    ),
    Column("replaces", Integer, comment="the plan in force that it will change when it is confirmed"),
    Column("sha256", Text, comment="the file it was read from"),
    Column("made_by", BigInteger),
    Column("made_at", Moment, nullable=False),
    Column("confirmed_at", Moment, comment="null as long as a clerk is still looking through it"),
    PrimaryKeyConstraint("commune_id", "id"),
)

dialogue = Table(
    "dialogue",
    metadata,
    Column("commune_id", Integer, nullable=False),
    Column("id", Integer, nullable=False, comment="gapless per commune"),
    Column("key", Text, comment="what its file or its plan calls it; null when it was created in chat"),
    Column("title", Text, nullable=False),
    Column("hamlet", Text),
    Column("venue", Text, nullable=False),
    Column("starts_at", Moment, comment="null as long as no day is fixed"),
    Column("speakers_until", Moment),
    Column("speaker_limit", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("created_by", BigInteger),
    Column("created_at", Moment, nullable=False),
    Column("kind", Text, nullable=False, server_default="regular"),
    Column("audience", Text, comment="whom it is for, where that is not the people of a place"),
    Column("window_from", Date, comment="first and last day that the plan leaves open"),
    Column("window_to", Date),
    Column("plan_id", Integer),
    Column("delegates_per_hamlet", SmallInteger),
    PrimaryKeyConstraint("commune_id", "id"),
    UniqueConstraint("commune_id", "key"),
    ForeignKeyConstraint(
        ["commune_id", "plan_id"], ["plan.commune_id", "plan.id"], name="dialogue_commune_id_plan_id_fkey"
    ),
    Index(None, "commune_id", "starts_at"),
)

milestone = Table(
    "milestone",
    metadata,
    Column("commune_id", Integer, nullable=False),
    Column("id", Integer, nullable=False),
    Column("key", Text, nullable=False, comment="by which a plan that is sent again finds it"),
    Column("plan_id", Integer),
    Column("dialogue_id", Integer),
    Column("what", Text, nullable=False),
    Column("title", Text, nullable=False, comment="the plan's own words; empty where what says it all"),
    Column("responsible", Text, nullable=False),
    Column("department", Text, comment="who of the commune's departments is responsible, where that is known"),
    Column("send_to", Text, nullable=False),
    Column("via", Text, nullable=False),
    Column("rule", JSONB, nullable=False, comment="how the last day is computed"),
    Column("due_on", Date, comment="null while the day of the dialogue is not fixed"),
    Column("law", Text, comment="the article behind it"),
    Column("done_at", Moment),
    Column("done_by", BigInteger),
    Column("note", Text, nullable=False, server_default=""),
    Column("files", JSONB, nullable=False, server_default=NONE, comment="evidence that it was done"),
    PrimaryKeyConstraint("commune_id", "id"),
    UniqueConstraint("commune_id", "key"),
    ForeignKeyConstraint(
        ["commune_id", "plan_id"], ["plan.commune_id", "plan.id"], name="milestone_commune_id_plan_id_fkey"
    ),
    ForeignKeyConstraint(
        ["commune_id", "dialogue_id"],
        ["dialogue.commune_id", "dialogue.id"],
        name="milestone_commune_id_dialogue_id_fkey",
    ),
    Index("milestone_commune_id_dialogue_id_idx", "commune_id", "dialogue_id"),
    Index("milestone_open_idx", "commune_id", "due_on", postgresql_where=text("done_at is null")),
)

reminder = Table(
    "reminder",
    metadata,
    Column("commune_id", Integer, nullable=False),
    Column("id", BigInteger, Identity(), nullable=False),
    Column("key", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("until", Moment, comment="when it makes no sense any more"),
    Column("dialogue_id", Integer),
    Column("milestone_id", Integer),
    Column("done_at", Moment),
    Column("outcome", Text, comment="told, or why not"),
    Column("commitment_id", Integer),
    Column("question_id", Integer),
    PrimaryKeyConstraint("commune_id", "id"),
    UniqueConstraint("commune_id", "key"),
    Index("reminder_due_idx", "due_at", "commune_id", postgresql_where=text("done_at is null")),
    Index("reminder_dialogue_idx", "commune_id", "dialogue_id", postgresql_where=text("done_at is null")),
    Index("reminder_milestone_idx", "commune_id", "milestone_id"),
    Index("reminder_commitment_idx", "commune_id", "commitment_id",
          postgresql_where=text("commitment_id is not null and done_at is null")),
    Index("reminder_question_idx", "commune_id", "question_id",
          postgresql_where=text("question_id is not null and done_at is null")),
)  # fmt: skip

attendance = Table(
    "attendance",
    metadata,
    Column("commune_id", Integer, nullable=False),
    Column("dialogue_id", Integer, nullable=False),
    Column("person_id", BigInteger, nullable=False),
    Column("comes", Boolean, nullable=False),
    Column("answered_at", Moment, nullable=False),
    PrimaryKeyConstraint("commune_id", "dialogue_id", "person_id"),
    ForeignKeyConstraint(
        ["commune_id", "dialogue_id"],
        ["dialogue.commune_id", "dialogue.id"],
        name="attendance_commune_id_dialogue_id_fkey",
    ),
    ForeignKeyConstraint(
        ["commune_id", "person_id"], ["person.commune_id", "person.id"], name="attendance_commune_id_person_id_fkey"
    ),
)

delegate = Table(
    "delegate",
    metadata,
    Column("commune_id", Integer, nullable=False),
    Column("dialogue_id", Integer, nullable=False),
    Column("hamlet", Text, nullable=False),
    Column("number", SmallInteger, nullable=False),
    Column("name", Text, nullable=False),
    Column("named_by", BigInteger, nullable=False),
    Column("named_at", Moment, nullable=False),
    PrimaryKeyConstraint("commune_id", "dialogue_id", "hamlet", "number"),
    ForeignKeyConstraint(
        ["commune_id", "dialogue_id"],
        ["dialogue.commune_id", "dialogue.id"],
        name="delegate_commune_id_dialogue_id_fkey",
    ),
)

broadcast = Table(
    "broadcast",
    metadata,
    Column("commune_id", Integer, nullable=False),
    Column("id", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("dialogue_id", Integer),
    Column("hamlet", Text, comment="null for everybody in the commune"),
    Column("texts", JSONB, nullable=False, comment="the text by language"),
    Column("choices", JSONB, nullable=False, comment="the buttons by language"),
    Column("files", JSONB, nullable=False, server_default=NONE),
    Column("besides", JSONB, nullable=False, server_default=NONE, comment="people who are told the same otherwise"),
    Column("was", JSONB, nullable=False, server_default=NONE, comment="the schedules that its people may believe in"),
    Column("state", Text, nullable=False),
    Column(
        "reached", BigInteger, nullable=False, server_default=text("0"),
        comment="people up to this one have been put into the outbox",
    ),
    Column("queued", Integer, nullable=False, server_default=text("0")),
    Column(
        "closed", Integer, nullable=False, server_default=text("0"),
        comment="people left out because their channel lets nothing be sent to them",
    ),
    Column("made_by", BigInteger),
    Column("made_at", Moment, nullable=False),
    Column("expires_at", Moment),
    Column("ended_at", Moment),
    PrimaryKeyConstraint("commune_id", "id"),
    ForeignKeyConstraint(
        ["commune_id", "dialogue_id"],
        ["dialogue.commune_id", "dialogue.id"],
        name="broadcast_commune_id_dialogue_id_fkey",
    ),
    Index("broadcast_open_idx", "commune_id", "id", postgresql_where=text("ended_at is null")),
)  # fmt: skip

petition = Table(
    "petition",
    metadata,
    Column("commune_id", Integer, nullable=False),
    Column("id", BigInteger, Identity(), nullable=False),
    Column("code", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("topic", Text, nullable=False),
    Column("department", Text, nullable=False),
    Column("hamlet", Text),
    Column("dialogue_id", Integer),
    Column("author", BigInteger, nullable=False),
    Column("author_name", Text),
    Column("name_shown", Boolean, nullable=False),
    Column("collected", Boolean, nullable=False),
    Column("body", Text, nullable=False),
    Column("received_at", Moment, nullable=False),
    Column("due_on", Date, nullable=False),
    Column("answer_days", SmallInteger, nullable=False),
    Column("taken_by", BigInteger),
    Column("proposed_to", Text),
    Column("transfers", SmallInteger, nullable=False, server_default=text("0")),
    Column("answered_at", Moment),
    Column("score", SmallInteger),
    Column("assigned_to", BigInteger, comment="the officer whom the department's head named"),
    Column("supporting", JSONB, nullable=False, server_default=NONE, comment="departments that help it"),
    Column("days_left", SmallInteger, comment="working days that remained when its clock was stopped"),
    Column("extended", Boolean, nullable=False, server_default=text("false")),
    Column("outcome", Text, comment="what the answer came to: answered, resolved, promised, beyond, guided"),
    Column("promised_on", Date),
    Column("merged_into", BigInteger),
    Column("closed_at", Moment),
    Column("rated_at", Moment),
    Column("score_note", Text, nullable=False, server_default=""),
    Column("confirmed", Boolean, nullable=False, server_default=text("false"),
           comment="its author was asked whether it is an opinion, and said so"),
    Column("erased_at", Moment, comment="when what it said was erased, because it was a denunciation"),
    Column("late_told", Date, comment="the last day whose passing its author was told of"),
    Column("extension_days", SmallInteger, nullable=False, server_default=text("0"),
           comment="working days it was given beyond its period"),
    PrimaryKeyConstraint("commune_id", "id"),
    UniqueConstraint("commune_id", "code"),
    ForeignKeyConstraint(["commune_id", "author"], ["person.commune_id", "person.id"]),
    ForeignKeyConstraint(["commune_id", "dialogue_id"], ["dialogue.commune_id", "dialogue.id"]),
    Index("petition_author_idx", "commune_id", "author", "id"),
    Index("petition_open_idx", "commune_id", "department", "due_on",
          postgresql_where=text(f"state in {OPEN_STATES}")),
    Index("petition_late_idx", "commune_id", "due_on",
          postgresql_where=text(f"state in {LATE_STATES} and (late_told is null or late_told < due_on)")),
    Index("petition_answered_idx", "commune_id", "answered_at", postgresql_where=text("state = 'answered'")),
    Index("petition_merged_idx", "commune_id", "merged_into", postgresql_where=text("merged_into is not null")),
    Index("petition_hamlet_idx", "commune_id", "hamlet", "id"),
    Index("petition_stopped_idx", "commune_id", "id",
          postgresql_where=text(f"state in {OPEN_STATES} and (days_left is not null or state = 'asked')")),
    Index("petition_supporting_idx", "supporting", postgresql_using="gin",
          postgresql_where=text(f"state in {OPEN_STATES} and supporting <> '[]'::jsonb")),
    Index("petition_dialogue_idx", "commune_id", "dialogue_id", "id",
          postgresql_where=text("dialogue_id is not null")),
    Index("petition_received_idx", "commune_id", "received_at"),
    Index("petition_answered_at_idx", "commune_id", "answered_at", postgresql_where=text("answered_at is not null")),
)  # fmt: skip

held_message = Table(
    "held_message",
    metadata,
    Column("commune_id", Integer, nullable=False),
    Column("conversation_id", BigInteger, nullable=False, comment="the chat in which a word is waited for"),
    Column("since", Moment, nullable=False),
    PrimaryKeyConstraint("commune_id", "conversation_id"),
    Index(None, "since"),
)

alarm_count = Table(
    "alarm_count",
    metadata,
    Column("commune_id", Integer, nullable=False),
    Column("month", Date, nullable=False, comment="its first day"),
    Column("alarm", Text, nullable=False),
    Column("ended", Text, nullable=False, comment="what came of it: guided, opinion (it was false), parted, lapsed"),
    Column("count", Integer, nullable=False),
    PrimaryKeyConstraint("commune_id", "month", "alarm", "ended"),
)

petition_filed = Table(
    "petition_filed",
    metadata,
    Column("commune_id", Integer, nullable=False),
    Column("petition_id", BigInteger, nullable=False),
    Column("edition", Integer, nullable=False, comment="of what messages are compared by"),
    Column("terms", ARRAY(BigInteger), nullable=False),
    PrimaryKeyConstraint("commune_id", "petition_id"),
    ForeignKeyConstraint(["commune_id", "petition_id"], ["petition.commune_id", "petition.id"]),
)

# Without a foreign key: it would be checked some forty times for each petition. `petition_filed` has one.
petition_term = Table(
    "petition_term",
    metadata,
    Column("commune_id", Integer, nullable=False),
    Column("term", BigInteger, nullable=False, comment="what like petitions share, as a number"),
    Column("petition_id", BigInteger, nullable=False),
    PrimaryKeyConstraint("commune_id", "term", "petition_id"),
)

petition_apart = Table(
    "petition_apart",
    metadata,
    Column("commune_id", Integer, nullable=False),
    Column("one", BigInteger, nullable=False, comment="said to be another matter than `other`, which came later"),
    Column("other", BigInteger, nullable=False),
    Column("by", BigInteger, nullable=False),
    Column("at", Moment, nullable=False),
    PrimaryKeyConstraint("commune_id", "one", "other"),
    ForeignKeyConstraint(["commune_id", "one"], ["petition.commune_id", "petition.id"],
                         name="petition_apart_commune_id_one_fkey"),
    ForeignKeyConstraint(["commune_id", "other"], ["petition.commune_id", "petition.id"],
                         name="petition_apart_commune_id_other_fkey"),
)  # fmt: skip

lexicon_word = Table(
    "lexicon_word",
    metadata,
    Column("commune_id", Integer, nullable=False),
    Column("id", BigInteger, Identity(), nullable=False),
    Column("topic", Text, nullable=False),
    Column("word", Text, nullable=False, comment="as written, a few syllables"),
    Column("state", Text, nullable=False, comment="proposed, used or dropped"),
    Column("count", Integer, nullable=False, comment="corrections in which it stood"),
    Column("seen_at", Moment, nullable=False),
    Column("decided_by", BigInteger),
    Column("decided_at", Moment),
    PrimaryKeyConstraint("commune_id", "id"),
    UniqueConstraint("commune_id", "topic", "word"),
    Index("lexicon_word_proposed_idx", "commune_id", "count", postgresql_where=text("state = 'proposed'")),
)

petition_entry = Table(
    "petition_entry",
    metadata,
    Column("commune_id", Integer, nullable=False),
    Column("petition_id", BigInteger, nullable=False),
    Column("id", BigInteger, Identity(), nullable=False),
    Column("kind", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("by", BigInteger),
    Column("department", Text),
    Column("text", Text, nullable=False, server_default=""),
    Column("files", JSONB, nullable=False, server_default=NONE),
    Column("places", JSONB, nullable=False, server_default=NONE),
    Column(
        "refs",
        JSONB,
        nullable=False,
        server_default=NONE,
        comment="channel ids of the messages it was made of",
    ),
    Column("due_on", Date, comment="the day that it sets"),
    Column(
        "salt", Uuid, nullable=False, server_default=text("gen_random_uuid()"),
        comment="of its digest on the audit log; another when the words are changed on record",
    ),
    PrimaryKeyConstraint("commune_id", "petition_id", "id"),
    ForeignKeyConstraint(["commune_id", "petition_id"], ["petition.commune_id", "petition.id"]),
)  # fmt: skip

answer = Table(
    "answer",
    metadata,
    Column("commune_id", Integer, nullable=False),
    Column("id", BigInteger, Identity(), nullable=False),
    Column("petition_id", BigInteger, nullable=False),
    Column("state", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("files", JSONB, nullable=False, server_default=NONE),
    Column("summary", Text, nullable=False, server_default="", comment="said in the chat where the text is long"),
    Column("letter", JSONB, comment="the text as a file, where it is long"),
    Column("outcome", Text, nullable=False),
    Column("promised_on", Date),
    Column("approver", Text, comment="the role it waits, or waited, for; null where nobody else looks at it"),
    Column("drafted_by", BigInteger, nullable=False),
    Column("drafted_at", Moment, nullable=False),
    Column("approved_by", BigInteger, comment="null where nobody else approved it"),
    Column("approved_at", Moment),
    Column("returned_by", BigInteger),
    Column("returned_at", Moment),
    Column("reason", Text, nullable=False, server_default="", comment="why it was returned"),
    Column("undone_by", BigInteger),
    Column("undone_at", Moment),
    Column("sends_at", Moment, comment="from then on it cannot be taken back"),
    Column("sent_at", Moment),
    PrimaryKeyConstraint("commune_id", "id"),
    ForeignKeyConstraint(["commune_id", "petition_id"], ["petition.commune_id", "petition.id"]),
    Index("answer_petition_idx", "commune_id", "petition_id", "id"),
    Index("answer_under_way_idx", "commune_id", "petition_id", unique=True,
          postgresql_where=text("state in ('waiting', 'approved')")),
    Index("answer_sends_idx", "sends_at", postgresql_where=text("state = 'approved'")),
)  # fmt: skip

answer_writing = Table(
    "answer_writing",
    metadata,
    Column("commune_id", Integer, nullable=False),
    Column("petition_id", BigInteger, nullable=False),
    Column("person_id", BigInteger, nullable=False, comment="who is writing an answer to it"),
    Column("since", Moment, nullable=False),
    PrimaryKeyConstraint("commune_id", "petition_id"),
    ForeignKeyConstraint(["commune_id", "petition_id"], ["petition.commune_id", "petition.id"]),
)

answer_template = Table(
    "answer_template",
    metadata,
    Column("commune_id", Integer, nullable=False),
    Column("id", Integer, nullable=False),
    Column("department", Text, nullable=False),
    Column("topic", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("made_by", BigInteger, nullable=False),
    Column("made_at", Moment, nullable=False),
    PrimaryKeyConstraint("commune_id", "id"),
    Index("answer_template_name_idx", "commune_id", "department", "topic", text("lower(name)"), unique=True),
)

escalation = Table(
    "escalation",
    metadata,
    Column("commune_id", Integer, nullable=False),
    Column("id", BigInteger, Identity(), nullable=False),
    Column("petition_id", BigInteger, nullable=False),
    Column("number", Text, nullable=False, comment="of the paper that passed the matter up"),
    Column("body", Text, nullable=False, comment="to whom it went, as the office writes it"),
    Column("sent_on", Date, nullable=False),
    Column("expected_on", Date, nullable=False, comment="when a reply is expected"),
    Column("remind_on", Date, nullable=False, comment="the morning of the next reminder, as long as it is awaited"),
    Column("replied_at", Moment, comment="when the reply was entered"),
    Column("reply_number", Text, nullable=False, server_default=""),
    Column("reply_on", Date, comment="the day that the reply bears"),
    PrimaryKeyConstraint("commune_id", "id"),
    ForeignKeyConstraint(["commune_id", "petition_id"], ["petition.commune_id", "petition.id"]),
    Index("escalation_petition_idx", "commune_id", "petition_id", "id"),
    Index("escalation_awaited_idx", "commune_id", "remind_on", postgresql_where=text("replied_at is null")),
)

conclusion_notice = Table(
    "conclusion_notice",
    metadata,
    Column("commune_id", Integer, nullable=False),
    Column("dialogue_id", Integer, nullable=False),
    Column("items", JSONB, nullable=False, comment="what it says of each matter, in its order"),
    Column("layout", Text, comment="of the party or of the state"),
    Column("number", Text),
    Column("signed_on", Date),
    Column("signatory_title", Text),
    Column("signatory", Text),
    Column("file", JSONB, comment="the issued version, by the hash of its content"),
    Column("own_file", Boolean, nullable=False, server_default=text("false"), comment="edited by hand and sent in"),
    Column("drafted_at", Moment, nullable=False),
    Column("drafted_by", BigInteger),
    Column("issued_at", Moment),
    Column("issued_by", BigInteger),
    PrimaryKeyConstraint("commune_id", "dialogue_id"),
    ForeignKeyConstraint(["commune_id", "dialogue_id"], ["dialogue.commune_id", "dialogue.id"]),
)

commitment = Table(
    "commitment",
    metadata,
    Column("commune_id", Integer, nullable=False),
    Column("id", Integer, nullable=False, comment="gapless per commune"),
    Column("dialogue_id", Integer, nullable=False),
    Column("petition_id", BigInteger, nullable=False),
    Column("department", Text, nullable=False),
    Column("words", Text, nullable=False, comment="what was promised, in the notice's words"),
    Column("made_on", Date, nullable=False),
    Column("due_on", Date),
    Column("first_due_on", Date, comment="the day that was named first"),
    Column("report_due_on", Date, comment="until when a day is named, where the notice has none"),
    Column("asked_on", Date, comment="a new day that the department asks for"),
    Column("asked_why", Text, nullable=False, server_default=""),
    Column("kept_at", Moment),
    Column("kept_by", BigInteger),
    Column("note", Text, nullable=False, server_default=""),
    Column("files", JSONB, nullable=False, server_default=NONE, comment="evidence that it was kept"),
    PrimaryKeyConstraint("commune_id", "id"),
    UniqueConstraint("commune_id", "dialogue_id", "petition_id"),
    ForeignKeyConstraint(["commune_id", "dialogue_id"], ["dialogue.commune_id", "dialogue.id"]),
    ForeignKeyConstraint(["commune_id", "petition_id"], ["petition.commune_id", "petition.id"]),
    Index("commitment_petition_idx", "commune_id", "petition_id"),
    Index("commitment_open_idx", "commune_id", text("coalesce(due_on, report_due_on)"), "id",
          postgresql_where=text("kept_at is null")),
    Index("commitment_kept_idx", "commune_id", "kept_at", postgresql_where=text("kept_at is not null")),
)  # fmt: skip

supervisor_question = Table(
    "supervisor_question",
    metadata,
    Column("commune_id", Integer, nullable=False),
    Column("id", Integer, nullable=False, comment="gapless per commune"),
    Column("petition_id", BigInteger, nullable=False),
    Column("department", Text, nullable=False),
    Column("asked_by", BigInteger, nullable=False),
    Column("asked_at", Moment, nullable=False),
    Column("text", Text, nullable=False),
    Column("due_on", Date, nullable=False),
    Column("answered_at", Moment),
    Column("answered_by", BigInteger),
    Column("answer", Text, nullable=False, server_default=""),
    Column("files", JSONB, nullable=False, server_default=NONE),
    PrimaryKeyConstraint("commune_id", "id"),
    ForeignKeyConstraint(["commune_id", "petition_id"], ["petition.commune_id", "petition.id"]),
    Index("supervisor_question_petition_idx", "commune_id", "petition_id"),
    Index("supervisor_question_open_idx", "commune_id", "due_on", postgresql_where=text("answered_at is null")),
)

carried_petition = Table(
    "carried_petition",
    metadata,
    Column("commune_id", Integer, nullable=False),
    Column("petition_id", BigInteger, nullable=False),
    Column("from_dialogue", Integer, nullable=False),
    Column("into_dialogue", Integer, comment="null as long as no dialogue follows"),
    Column("carried_at", Moment, nullable=False),
    PrimaryKeyConstraint("commune_id", "petition_id", "from_dialogue"),
    ForeignKeyConstraint(["commune_id", "petition_id"], ["petition.commune_id", "petition.id"]),
    ForeignKeyConstraint(
        ["commune_id", "from_dialogue"], ["dialogue.commune_id", "dialogue.id"],
        name="carried_petition_from_dialogue_fkey",
    ),
    ForeignKeyConstraint(
        ["commune_id", "into_dialogue"], ["dialogue.commune_id", "dialogue.id"],
        name="carried_petition_into_dialogue_fkey",
    ),
    Index("carried_petition_into_idx", "commune_id", "into_dialogue"),
)  # fmt: skip

speaker = Table(
    "speaker",
    metadata,
    Column("commune_id", Integer, nullable=False),
    Column("dialogue_id", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    Column("person_id", BigInteger, comment="null for a person without a phone"),
    Column("name", Text, nullable=False),
    Column("hamlet", Text),
    Column("registered_by", BigInteger, nullable=False),
    Column("topic", Text, nullable=False),
    Column("summary", Text, nullable=False),
    Column("needs", JSONB, nullable=False, server_default=NONE),
    Column("registered_at", Moment, nullable=False),
    Column("withdrawn_at", Moment),
    PrimaryKeyConstraint("commune_id", "dialogue_id", "number"),
    ForeignKeyConstraint(["commune_id", "dialogue_id"], ["dialogue.commune_id", "dialogue.id"]),
    Index("speaker_once_idx", "commune_id", "dialogue_id", "person_id", unique=True,
          postgresql_where=text("withdrawn_at is null and person_id is not null")),
    Index("speaker_name_once_idx", "commune_id", "dialogue_id", "hamlet", text("lower(name)"), unique=True,
          postgresql_where=text("withdrawn_at is null and person_id is null")),
)  # fmt: skip

publication = Table(
    "publication",
    metadata,
    Column("commune_id", Integer, nullable=False),
    Column("petition_id", BigInteger, nullable=False),
    Column("decision", Text, nullable=False, comment="approved or left-out"),
    Column("text", Text, nullable=False, server_default="", comment="what was asked, as it may be shown to everybody"),
    Column("answer", Text, nullable=False, server_default=""),
    Column(
        "photos",
        JSONB,
        nullable=False,
        server_default=NONE,
        comment="those chosen to be shown, each with the picture made of it",
    ),
    Column("reason", Text, nullable=False, server_default="", comment="why it is left out"),
    Column("mark", Text, nullable=False, comment="of what was decided on: what has changed since is looked at again"),
    Column("decided_by", BigInteger, nullable=False),
    Column("decided_at", Moment, nullable=False),
    PrimaryKeyConstraint("commune_id", "petition_id"),
    ForeignKeyConstraint(["commune_id", "petition_id"], ["petition.commune_id", "petition.id"]),
)

# What everybody may read. Nothing here names a person or leads to one: no ids of petitions or people, no counts of few.
public_dialogue = Table(
    "public_dialogue",
    metadata,
    Column("commune_id", Integer, nullable=False),
    Column("id", Integer, nullable=False, comment="of the dialogue; 0 for what belongs to none"),
    Column("title", Text, nullable=False, server_default=""),
    Column("held_on", Date),
    Column("venue", Text, nullable=False, server_default=""),
    Column("rated", Integer, comment="how many have said whether they are content; null while they are too few"),
    Column("average", SmallInteger, comment="of their scores, in tenths"),
    Column("published_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
    PrimaryKeyConstraint("commune_id", "id"),
)

public_item = Table(
    "public_item",
    metadata,
    Column("commune_id", Integer, nullable=False),
    Column("code", Text, nullable=False),
    Column("dialogue_id", Integer, nullable=False),
    Column("topic", Text, nullable=False),
    Column("hamlet", Text, nullable=False, server_default=""),
    Column("department", Text, nullable=False),
    Column("state", Text, nullable=False, comment="late is computed"),
    Column("due_on", Date),
    Column("received_on", Date, nullable=False),
    Column("answered_on", Date),
    Column("several", Boolean, nullable=False, server_default=text("false"), comment="whether more than one raised it"),
    Column("people", Integer, comment="how many, where they are enough to stay unknown"),
    Column("text", Text, nullable=False),
    Column("answer", Text, nullable=False),
    Column("photos", JSONB, nullable=False, server_default=NONE, comment="hashes of pictures made to be shown"),
    Column("sought", Text, nullable=False, comment="its words without marks, a blank on both sides of each"),
    Column("published_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("corrected_at", Moment),
    Column("withdrawn_at", Moment, comment="since then nothing but its code is known"),
    PrimaryKeyConstraint("commune_id", "code"),
    ForeignKeyConstraint(["commune_id", "dialogue_id"], ["public_dialogue.commune_id", "public_dialogue.id"]),
    Index("public_item_shown_idx", "commune_id", "dialogue_id", "code", postgresql_where=text("withdrawn_at is null")),
    Index("public_item_unsettled_idx", "commune_id", "code",
          postgresql_where=text("withdrawn_at is null and state in ('promised', 'beyond', 'open')")),
)  # fmt: skip

survey = Table(
    "survey",
    metadata,
    Column("commune_id", Integer, nullable=False),
    Column("dialogue_id", Integer, nullable=False),
    Column("person_id", BigInteger, nullable=False, comment="who took part and was asked"),
    Column("asked_at", Moment, nullable=False),
    Column("score", SmallInteger),
    Column("note", Text, nullable=False, server_default=""),
    Column("answered_at", Moment),
    PrimaryKeyConstraint("commune_id", "dialogue_id", "person_id"),
    ForeignKeyConstraint(["commune_id", "dialogue_id"], ["dialogue.commune_id", "dialogue.id"]),
    ForeignKeyConstraint(["commune_id", "person_id"], ["person.commune_id", "person.id"]),
)

call = Table(
    "call",
    metadata,
    Column("commune_id", Integer, nullable=False),
    Column("id", Integer, nullable=False),
    Column("person_id", BigInteger, nullable=False),
    Column("about", Text),
    Column("kind", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("trouble", Text, nullable=False),
    Column("outbox_id", BigInteger),
    Column("made_at", Moment, nullable=False),
    Column("expires_at", Moment),
    Column("done_at", Moment),
    Column("done_by", BigInteger),
    Column("reached", Boolean),
    PrimaryKeyConstraint("commune_id", "id"),
    UniqueConstraint("commune_id", "outbox_id"),
    ForeignKeyConstraint(
        ["commune_id", "person_id"], ["person.commune_id", "person.id"], name="call_commune_id_person_id_fkey"
    ),
    Index("call_open_idx", "commune_id", "id", postgresql_where=text("done_at is null")),
)

link_code = Table(
    "link_code",
    metadata,
    Column("commune_id", Integer, nullable=False),
    Column("code_hash", Text, nullable=False),
    Column("person_id", BigInteger, nullable=False),
    Column("conversation_id", BigInteger, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("used_at", Moment),
    PrimaryKeyConstraint("commune_id", "code_hash"),
    ForeignKeyConstraint(
        ["commune_id", "person_id"], ["person.commune_id", "person.id"], name="link_code_commune_id_person_id_fkey"
    ),
    Index("link_code_person_idx", "commune_id", "person_id"),
)

linked_chat = Table(
    "linked_chat",
    metadata,
    Column("commune_id", Integer, nullable=False),
    Column("conversation_id", BigInteger, nullable=False),
    Column("person_id", BigInteger, nullable=False, comment="who has more chats than one"),
    Column("linked_at", Moment, nullable=False, comment="when the chat became theirs"),
    PrimaryKeyConstraint("commune_id", "conversation_id"),
    ForeignKeyConstraint(
        ["commune_id", "person_id"], ["person.commune_id", "person.id"], name="linked_chat_commune_id_person_id_fkey"
    ),
    Index("linked_chat_person_idx", "commune_id", "person_id"),
)

stored_file = Table(
    "stored_file",
    metadata,
    Column("sha256", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("mime", Text, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("stored_at", Moment, nullable=False),
    Column("unused_since", Moment, comment="when nothing was found to refer to it; it goes some time after"),
)

calendar_day = Table(
    "calendar_day",
    metadata,
    Column("commune_id", Integer, nullable=False),
    Column("day", Date, nullable=False),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False, server_default=""),
    Column("added_by", BigInteger),
    Column("added_at", Moment, nullable=False),
    PrimaryKeyConstraint("commune_id", "day"),
)

calendar_followed = Table(
    "calendar_followed",
    metadata,
    Column("commune_id", Integer, primary_key=True, autoincrement=False),
    Column("digest", Text, nullable=False),
    Column(
        "calendar",
        JSONB,
        nullable=False,
        comment="weekdays, days off and make-up days by which open petitions are dated",
    ),
    Column("edition", JSONB, nullable=False, comment="of the national days: an older program leaves it alone"),
    Column("version", Integer, nullable=False, comment="one more with every change"),
    Column("followed_at", Moment, nullable=False),
)

data_request = Table(
    "data_request",
    metadata,
    Column("commune_id", Integer, nullable=False),
    Column("id", Integer, nullable=False),
    Column("person_id", BigInteger, nullable=False),
    Column("kind", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("asked_at", Moment, nullable=False),
    Column("runs_on", Date, nullable=False, comment="when it is carried out, if nothing stands against it"),
    Column("due_on", Date, nullable=False, comment="the last day"),
    Column("reason", Text, nullable=False, server_default="", comment="why it is held"),
    Column("decided_by", BigInteger),
    Column("done_at", Moment),
    Column("archive", JSONB, comment="the file of an export, as long as it is kept"),
    PrimaryKeyConstraint("commune_id", "id"),
    ForeignKeyConstraint(
        ["commune_id", "person_id"], ["person.commune_id", "person.id"], name="data_request_commune_id_person_id_fkey"
    ),
    # Nobody asks twice for what is under way.
    Index("data_request_open_idx", "commune_id", "person_id", "kind", unique=True,
          postgresql_where=text("done_at is null")),
    Index("data_request_archive_idx", "done_at", postgresql_where=text("archive is not null")),
)  # fmt: skip

audit = Table(
    "audit",
    metadata,
    Column("commune_id", Integer, nullable=False),
    Column("subject", Text, nullable=False, comment="what the chain is of: petition, person"),
    Column("subject_id", BigInteger, nullable=False),
    Column("n", Integer, nullable=False, comment="gapless in its chain"),
    Column("id", BigInteger, Identity(), nullable=False, comment="in the order of adding: what seals count by"),
    Column("at", Moment, nullable=False),
    Column("by", BigInteger, comment="the person as they were then; null for the program"),
    Column("kind", Text, nullable=False),
    Column("department", Text, comment="the one concerned; of a role, the role and what it is for"),
    Column("other", BigInteger, comment="whom or what else it concerns"),
    Column("entry", BigInteger, comment="the entry of the petition's thread"),
    Column("digest", LargeBinary, comment="salted, of what was written"),
    Column("previous", LargeBinary, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    PrimaryKeyConstraint("commune_id", "subject", "subject_id", "n"),
    # Rows lie in the order of their ids, so that a few bytes per thousand rows are enough to find the latest.
    Index("audit_id_idx", "id", postgresql_using="brin", postgresql_with={"pages_per_range": 16}),
)

audit_seal = Table(
    "audit_seal",
    metadata,
    Column("commune_id", Integer, nullable=False),
    Column("n", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    Column("until", BigInteger, nullable=False, comment="the last id of the log that it covers"),
    Column("rows", Integer, nullable=False),
    Column("digest", LargeBinary, nullable=False, comment="of the hashes of these rows, by their ids"),
    Column("previous", LargeBinary, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    PrimaryKeyConstraint("commune_id", "n"),
    Index("audit_seal_until_idx", "until"),
)


@event.listens_for(metadata, "after_create")
def _audit_keeps_itself(_: MetaData, connection: Connection, **_more: Any) -> None:
    for statement in statements((Path(__file__).parent / "audit_log.sql").read_text(encoding="utf-8")):
        connection.execute(text(statement.replace(":", "\\:")))
