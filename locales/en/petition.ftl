# Opinions: sending, receipts, following.

petition-ask-body = Please write your opinion. You can add photos, voice messages, files or a location.
petition-label-body = Text
petition-ask-hamlet = Which hamlet is it about?
petition-label-hamlet = Place
# $guessed - yes when the likeliest topics are shown first
petition-ask-topic =
    { $guessed ->
        [yes] Which topic is it about? These are the closest ones.
       *[no] Which topic is it about?
    }
petition-label-topic = Topic
petition-ask-dialogue = Which dialogue conference is it for?
petition-label-dialogue = Conference
petition-no-dialogue = Not for a conference
petition-ask-name-shown =
    May the answering department see your name?
    If you hide it, the department only sees a mark. The answer still reaches you.
petition-name-shown = Show my name
petition-name-hidden = Hide my name
petition-label-name = Name
petition-review = Please check it before sending:
petition-send = Send the opinion

# Sent as soon as the petition is stored. $code - reference code, $department - who answers, $due - last day for an answer.
petition-received =
    Your opinion { $code } has been received.
    Answered by: { $department }.
    Answer due: { DAY($due) }.
# $how - how the last day was computed, see calendar.ftl
deadline-explained = How it is counted: { $how }.

# $text - what was written, $files - files sent
petition-offer =
    You have sent: “{ $text }”{ $files ->
        [0] { "" }
        [one] { " " }(with { $files } file)
       *[other] { " " }(with { $files } files)
    }
    Would you like to send this as an opinion?
# $files - files sent
petition-offer-files =
    { $files ->
        [one] { $files } file was received.
       *[other] { $files } files were received.
    } Would you like to send this as an opinion?
petition-offer-place = Your location has been received. Would you like to send an opinion with it?
petition-offer-send = Send as an opinion
# $code - reference code
petition-offer-add = Add to { $code }
petition-offer-drop = Do not send
# $code - reference code
petition-edited = You have edited a message that was sent with opinion { $code }. Should the change be sent to the answering department?

petition-see = See the opinion
# $code - reference code
petition-open = See { $code }
petition-without-text = (files only)
# $code - reference code, $state - where it stands, $due - last day, $topic - topic, $text - beginning of the text
petition-line = { $code } · { $state } · due { DATE($due) } · { $topic }: { $text }
petition-state-received = waiting
petition-state-taken = being worked on
petition-state-asked = waiting for more from the sender
petition-state-answered = answered
petition-state-withdrawn = withdrawn
petition-state-assigned = given to an officer
petition-state-drafted = answer drafted
petition-state-approved = answer approved, about to be sent
petition-state-escalated = waiting for the upper level
petition-state-closed = closed
petition-state-refused = refused
petition-state-merged = merged into another
petition-state-late = late
# $due - last day
petition-due = due { DAY($due) }
petition-due-late = LATE, due { DAY($due) }
# $code - reference code, $state - where it stands, $topic - topic, $department - who answers, $hamlet - where,
# $author - from whom, $received - when, $due - last day in words
petition-page =
    Opinion { $code } — { $state }
    Topic: { $topic }. Place: { $hamlet }.
    From: { $author }. Sent at { TIME($received) }, { DATE($received) }.
    Answered by: { $department }, { $due }.
# $department - who answers
petition-is-late = The answer is late. { $department } is responsible for it.

# $at - when, $text - what was written, $department - department concerned
entry-added = { TIME($at) } { DATE($at) } · The sender added: { $text }
entry-asked = { TIME($at) } { DATE($at) } · { $department } asked: { $text }
entry-replied = { TIME($at) } { DATE($at) } · The sender replied: { $text }
entry-answered = { TIME($at) } { DATE($at) } · { $department } answered: { $text }
entry-transfer-accepted = { TIME($at) } { DATE($at) } · Passed on to { $department }. { $text }
entry-moved = { TIME($at) } { DATE($at) } · The office passed it on to { $department }. { $text }
entry-transfer-proposed = { TIME($at) } { DATE($at) } · { $department } was asked to take it over: { $text }
entry-transfer-declined = { TIME($at) } { DATE($at) } · { $department } declined: { $text }
entry-taken = { TIME($at) } { DATE($at) } · { $department } took it. { $text }
entry-asked-again = { TIME($at) } { DATE($at) } · The sender asked again: { $text }
entry-withdrawn = { TIME($at) } { DATE($at) } · The sender withdrew it. { $text }

# $name - name of the author
author-named = { $name }
author-collected = { $name } (through { $head })
author-collected-unnamed = a resident who is not named (through { $head })
author-withheld = (the name is shown to the department that answers)
# $mark - a mark that only sets authors apart
author-hidden = a sender who hid their name (mark { $mark })

# $code - reference code, $department - who answers, $body - beginning of the petition, $name - whose it was
petition-answered = { $department } answers your opinion { $code } (“{ $body }”):
petition-answered-collected = { $department } answers opinion { $code } from { $name } (“{ $body }”). Please pass the answer on:
petition-answer-in-file = (The answer is in the attached file.)
# $code - reference code, $department - who asks, $body - beginning of the petition
petition-asked = { $department } needs to know more about opinion { $code } (“{ $body }”):
petition-reply = Answer the question
petition-add = Add to it
petition-withdraw = Withdraw the opinion
# $code - reference code
petition-withdraw-sure = Are you sure you want to withdraw opinion { $code }? The department will not answer it.
petition-withdraw-yes = Yes, withdraw it
petition-withdrawn = Opinion { $code } was withdrawn.
# $code - reference code, $department - who answers now, $due - last day
petition-transferred = Your opinion { $code } was passed on to { $department }. The answer is still due { DAY($due) }.
# $code - reference code
petition-addition-sent = What you added to { $code } was sent to the answering department.
# $code - reference code, $due - last day
petition-again-sent = Opinion { $code } was sent again. The answer is now due { DAY($due) }.
# $code - reference code
add-ask = Please write or send what you would like to add to { $code }.
reply-ask = Please answer the question about { $code }.
again-ask = Please say what is not clear or not yet solved in { $code }.

# $count - how many
mine-list = Your opinions ({ $count }):
mine-none = You have not sent any opinion yet.
mine-only-speaking = You are registered to speak:
# $number - number of the registration, $name - who speaks
mine-speaking = Speaker No. { $number }: { $name }
# $example - what a code looks like
lookup-ask = Please type the code, for example { $example }.
lookup-no-code = There is no code in this message. A code looks like { $example }.

petition-refused-not-yours = None of your opinions has the code { $code }. Please check the code; only the sender and the departments concerned can see an opinion.
petition-refused-collection-closed = This conference no longer takes opinions. To send yours, please correct “Conference” and choose “Not for a conference”.
petition-refused-no-topic = This topic no longer exists. Please choose another one.
petition-refused-taken = { $code } was already taken by { $name }. You can still see it, or talk to them about it.
petition-refused-answered = { $code } was answered by { $name } at { TIME($at) }, { DATE($at) }. Your answer was not sent.
petition-refused-not-answered = { $code } has no answer yet, so it cannot be rated.
petition-refused-same-department = { $code } is already with that department. Please choose another one.
petition-refused-transfer-over = The transfer of { $code } no longer waits for a decision.
petition-refused-when-received = { $code } is waiting.
petition-refused-when-taken = { $code } is being worked on.
petition-refused-when-asked = { $code } is waiting for more from the sender.
petition-refused-when-answered = { $code } has been answered.
petition-refused-when-withdrawn = { $code } was withdrawn by the sender.
petition-refused-when-assigned = { $code } has been given to an officer.
petition-refused-when-drafted = { $code } has a drafted answer that waits for approval.
petition-refused-when-approved = The answer to { $code } is approved and about to be sent.
petition-refused-when-escalated = { $code } was sent to the upper level and waits for its reply.
petition-refused-when-closed = { $code } is closed.
petition-refused-when-refused = { $code } was refused.
petition-refused-when-merged = { $code } was merged into another opinion.
petition-refused-add-when-answered = { $code } has been answered. If needed, please press “Ask again”.
petition-refused-add-when-withdrawn = { $code } was withdrawn. Please send a new opinion.
petition-refused-add-when-closed = { $code } is closed. If it is not settled, please press “Ask again”.
petition-refused-add-when-refused = { $code } was refused. Please send a new opinion.
petition-refused-add-when-merged = { $code } was dealt with together with another opinion and has been answered.
# $code - reference code, $count - days within which one may ask again
petition-refused-again-over = { $code } was answered more than { $count } days ago, so it cannot be asked about again. If it is not settled, please press “Send an opinion” to send a new one.
# $code - reference code, $department - who answers, $times - how many times, $due - last day
petition-asked-again-often = The sender of { $code } has asked again { $times } times after answers of { $department }. Answer due: { DAY($due) }. Please look at it yourself.
