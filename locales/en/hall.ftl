# In the hall: what was raised, and what the chair said becomes of it.

# $title - title of the dialogue
menu-hall = ▶ { $title }
hall-button = Note what is said in the hall
hall-page = Notes of { $title }
# $kind - what was said of them, $count - how many
hall-count = { $kind }: { $count }
hall-kind-answered = Answered
hall-kind-promised = Assigned, with a day
hall-kind-assigned = Assigned, without a day
hall-kind-beyond = Beyond competence
hall-kind-waiting = Not noted yet
hall-waiting = Opinions sent in before, nothing noted yet:
# $code - reference code, $text - what it says, $carried - that it came from the dialogue before, or nothing
hall-line = • { $code }: { $text }{ $carried }
carried-mark = { " " }(from the conference before)
hall-raise = + Note what was just said
# $code - reference code, $text - what it says
hall-option = { $code } · { $text }
hall-more = Show more
hall-see-decided = See what was noted
hall-decided = Noted in the hall:
hall-none-decided = Nothing has been noted.
# $code - reference code, $text - what it says, $department - who does it, $due - by when
hall-decided-answered = • { $code } — answered on the spot: { $text }
hall-decided-promised = • { $code } — { $department } does it by { DATE($due) }: { $text }
hall-decided-assigned = • { $code } — { $department } does it, no day set: { $text }
hall-decided-beyond = • { $code } — beyond competence, to be passed up: { $text }
# $code - reference code
hall-correct = Note { $code } again
# $code - reference code, $state - where it stands, $due - last day in words
hall-item = { $code }: { $state }, { $due }.
# $speakers - who is registered, a line each
hall-ask-said =
    Who raised what? One line: number or name of who raised it, a colon, then what it is. For example, 3: the lane is flooded
    { $speakers }
hall-no-speakers = Nobody has registered to speak. A name is not needed.
# $text - what was raised
hall-ask-decision =
    { $text }
    What did the chair decide?
hall-answer = Answered on the spot
# $department - where it is
hall-assign = Assign to { $department }
hall-assign-other = Assign to another department
hall-beyond = Beyond competence
hall-ask-department = Which department?
hall-ask-due = By which day? Choose one, or write it.
# $days - in how many days, $day - that day
hall-due = { $days } days: { DATE($day) }
hall-no-day = No day
hall-ask-words = What did the chair say? One line for the notice, or skip it.
hall-no-words = Nothing to add
hall-noted = Noted:
hall-refused-not-now = Notes are taken only while { $title } is in session or just over.
# $code - reference code
hall-refused-other-dialogue = { $code } does not belong to this conference.
hall-refused-to-note = This is for the office and the chair.
hall-refused-to-read-notice = This is for the office, the chair and the Front.
hall-refused-to-edit-notice = Only the office drafts and issues the conclusion notice.
hall-refused-to-follow = This is for the office, the chair and the Front.
hall-refused-to-read-report = This report is for the office, the chair and the Front.
hall-refused-to-publish = This is for the office and the chair.
# To the author. $code - reference code, $title - title of the dialogue, $body - what was asked
hall-answered =
    Your opinion { $code } was answered at { $title }.
    You asked: “{ $body }”
hall-answered-aloud = The chair answered in the hall.
# To a department. $code - reference code, $title - title of the dialogue
hall-passed-up = { $code }: at { $title } the chair found it beyond the commune's competence. Please write to the upper level.
access-refused-decide-in-hall = Only the office and the chair note what becomes of { $code }.
access-refused-question = Only the Front asks departments about { $code }.
