# The conclusion notice in the chat.

conclusion-button = Conclusion notice
# $title - title of the dialogue
conclusion-page = Conclusion notice: { $title }
# $number - number of the notice, $at - when
conclusion-state-issued = No. { $number }, issued at { TIME($at) }, { DATE($at) }.
conclusion-numbered = No. { $number }
# $day - day, $title - as what, $name - who
conclusion-signed = Signed on { DATE($day) }: { $title } { $name }
conclusion-layout-party = Layout of the Party
conclusion-layout-state = Layout of the People's Committee
# $name - name of the file
conclusion-own-file = To be issued: the file { $name } that the office sent.
# $lacks - what is lacking, joined by commas
conclusion-lacks = Still lacking: { $lacks }.
conclusion-lacks-number = number
conclusion-lacks-day = day of signing
conclusion-lacks-title = who signs, as what
conclusion-lacks-name = who signs
# $count - how many
conclusion-left-out = Left out of the notice: { $count }.
# $group - part of the notice, $count - how many
conclusion-part = { $group } ({ $count }):
conclusion-count = • { $group }: { $count }
conclusion-group-answered = Answered, done
conclusion-group-promised = Assigned, with a day
conclusion-group-assigned = Assigned, without a day
conclusion-group-beyond = Beyond competence
conclusion-group-open = Being looked into
# $code - reference code, $text - what the notice says, $due - last day
conclusion-line-answered = • { $code }: { $text }
conclusion-line-promised = • { $code }: { $text } — by { DATE($due) }
conclusion-line-assigned = • { $code }: { $text } — no day set
conclusion-line-beyond = • { $code }: { $text } — to be passed up
conclusion-line-open = • { $code }: { $text } — to be answered by { DATE($due) }
conclusion-line-open-late = • { $code }: { $text } — ANSWER LATE, better assigned with a day
conclusion-edit = Edit matter by matter
conclusion-facts = Number, day, signature
conclusion-paper = See the Word file
conclusion-send = Send an edited Word file
conclusion-issue = Issue it
# $title - title of the dialogue
conclusion-items = The matters in the conclusion notice of { $title }. Choose one to edit:
# $line - the item
conclusion-item-left-out = { $line } (left out)
# $code - reference code, $group - part of the notice
conclusion-item-head = { $code } · { $group }
conclusion-item-matter = Raised: { $text }
conclusion-item-words = Conclusion: { $text }
conclusion-item-department = Department: { $department }
conclusion-item-due = Due: { DAY($due) }
conclusion-item-carried = From the conference before.
conclusion-change-words = Edit the text
conclusion-change-department = Another department
conclusion-change-due = Another day
conclusion-change-group = Move to another part
conclusion-up = ↑ Up
conclusion-down = ↓ Down
conclusion-leave = Leave out of the notice
conclusion-put-back = Put back into the notice
# $code - reference code, $place - place in its part, $count - how many there are
conclusion-place = { $code }: number { $place } of { $count }.
conclusion-ask-words =
    { $code }: { $text }
    Please write the new text.
conclusion-ask-department = { $code }: which department?
conclusion-ask-due = { $code }: by which day? Choose one, or write it.
conclusion-ask-group = { $code }: which part?
conclusion-choose-answered = Answered, done
conclusion-choose-promised = Assigned to a department
conclusion-choose-beyond = Beyond competence
conclusion-choose-open = Being looked into
conclusion-ask-number = What is the number? Write it as 05-TB/ĐU (Party) or 05/TB-UBND (People's Committee).
conclusion-no-number = The number is not clear. Please write it as 05-TB/ĐU or 05/TB-UBND.
conclusion-label-number = Number
# $number - number, $layout - the layout it belongs to
conclusion-number-shown = { $number } ({ $layout })
conclusion-ask-day = On which day is it signed? Choose or write it.
conclusion-label-day = Signed on
conclusion-ask-title = As what does the person sign? Choose or write it.
conclusion-label-title = Position
conclusion-ask-name = Full name of who signs?
conclusion-label-name = Signed by
conclusion-facts-review = Please look through it:
conclusion-facts-send = Keep it
conclusion-paper-made = The Word file is below. You may edit it and send it back with “Send an edited Word file”.
conclusion-ask-file = Please send the edited Word file, or the signed PDF. It will be the issued version.
conclusion-file-taken = { $name } has arrived. It will be sent when the notice is issued.
# $codes - reference codes
conclusion-file-changed = Text or day was changed as in the Word file: { $codes }.
conclusion-file-unread = What the file says of { $codes } could not be read. If text or day differ, edit them with “Edit matter by matter” and send the file again.
conclusion-file-strange = Something was added in the file. Only the matters with a code below are followed.
conclusion-file-not-read = This file is no Word file and was not read. What is followed stands below.
# $number - number, $commitments - how many promises
conclusion-sure = Issue notice { $number }: { $commitments } matters will be followed until they are done. Once issued it cannot be changed.
# $departments - who is told
conclusion-sure-told = It goes to { $departments }; the Front; the chair; and who raised the matters is told.
conclusion-sure-made = What is sent: the Word file made here.
# $name - name of the file
conclusion-sure-file = What is sent: the file { $name }.
conclusion-changed = Something has just changed. Please look again before issuing.
conclusion-issued-now = Notice { $number } is issued and sent. { $commitments } matters are being followed.
# $title - title of the dialogue
conclusion-issued = Conclusion notice { $number } of { $title } is issued.
# $department - to whom, $number - number, $title - title of the dialogue
conclusion-to-department =
    To { $department }: conclusion notice { $number } of { $title } is issued.
    What concerns you:
conclusion-refused-not-yet = { $title } is not over, so there is nothing to conclude yet.
conclusion-refused-not-issued = { $title } has no conclusion notice yet.
conclusion-refused-none = This notice has not been drafted. Please open “Conclusion notice” again.
# $number - number, $at - when
conclusion-refused-issued = Notice { $number } was issued at { TIME($at) }, { DATE($at) } and cannot be changed any more.
# $lacks - what is lacking
conclusion-refused-lacks = It cannot be issued yet, still lacking: { $lacks }.
conclusion-refused-no-item = { $code } is not in this notice.
conclusion-refused-no-file = No Word or PDF file has arrived. Please send it again.
