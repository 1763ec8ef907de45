# What exceeds the commune's competence and was passed up.

escalation = Beyond us: pass it up
# $code - reference code
escalation-ask-body = Which body of the upper level was asked to deal with { $code }? For example: Department of Construction.
escalation-label-body = Upper level
escalation-ask-number = What is the number of the paper that was sent? For example: 125/UBND-KT.
escalation-label-number = Number of the paper
escalation-ask-sent = On which day was it sent?
escalation-label-sent = Sent on
escalation-ask-expected = When is a reply expected? From that day on the department and the office are reminded to ask for it.
escalation-label-expected = Reply expected
escalation-ask-file = Please send a copy of the paper here if there is one. The sender does not see it.
escalation-label-file = Copy
escalation-no-file = No copy
# $code - reference code
escalation-review = Passing { $code } up. The sender is told at once. Please check it:
escalation-send = Enter that it was passed up
# $code - reference code, $body - who has it now, $expected - when a reply is expected
escalation-sent = Entered: { $code } is with { $body }, a reply is expected on { DAY($expected) }. The sender was told.
# $code - reference code, $department - who passed it up, $body - who has it now, $expected - when a reply is expected
petition-escalated = Your opinion { $code } is beyond the commune's competence, so { $department } has passed it up to { $body }; a reply is expected on { DAY($expected) }.
# $body - who has it now, $expected - when a reply is expected
petition-is-above = It is with { $body }; a reply is expected on { DAY($expected) }.
# $number - number of the paper, $sent - its day
petition-is-above-by = It is with { $body } by paper { $number } of { DATE($sent) }; a reply is expected on { DAY($expected) }.
escalation-refused-not-sent = The day { DATE($day) } has not come yet. Please correct “Sent on”.
escalation-refused-expected = The day { DATE($day) } has passed. Please correct “Reply expected”.
# $code - reference code
escalation-refused-not-awaited = No reply from above is awaited for { $code } any more.
# $day - the day that was given, $sent - the day the matter was passed up
escalation-refused-reply-day = The reply cannot be of { DATE($day) }, because the matter was passed up on { DATE($sent) }. Please correct “Replied on”.
# $day - a day
form-no-past-day = The day could not be read. Please write it like { DATE($day) }.
form-day-to-come = The day { DATE($day) } has not come yet. Please give today or a day before.
form-today = Today

upper-enter = Enter the upper level's reply
# $code - reference code
upper-enter-of = Enter the reply about { $code }
upper-ask = What does the upper level say about { $code }? Please write it, or send the paper here.
upper-label = Reply
upper-ask-number = What is the number of the reply?
upper-no-number = No number
upper-ask-day = Which day does the reply bear?
upper-label-day = Replied on
upper-ask-next = What would you like to do with this reply?
upper-label-next = What next
upper-pass = Pass it on to the sender now
upper-later = The department writes an answer
# $code - reference code
upper-review = The upper level's reply about { $code }. Please check it:
upper-send = Enter the reply
# $code - reference code, $who - who approves
upper-waits = The reply from above is recorded and with { $who } for approval. Then the sender of { $code } gets it.
# $code - reference code
upper-passed = The upper level's reply was entered and passed on to the sender of { $code }.
# $code - reference code, $due - last day
upper-entered = The upper level's reply was entered. { $code } is back with its department, due { DAY($due) }.
# $body - who replied, $number - number of the paper or none, $on - its day
upper-says = { $body } replies { $number ->
        [none] on { DATE($on) }:
       *[other] by paper { $number } of { DATE($on) }:
    }
# $code - reference code, $department - who answers, $body - who replied, $due - last day
petition-upper-replied = { $body } has replied about your opinion { $code }. { $department } will answer you by { DAY($due) }.
# $count - how many
clerk-escalations = With the upper level ({ $count })
escalations-none = Nothing waits for the upper level.
escalations = Waiting for a reply from the upper level: { $count }.
# $code - reference code, $body - who has it, $number - number of the paper, $expected - when a reply is expected, $text - beginning of the opinion
escalations-line = { $code } · { $body }, paper { $number } · expected { DATE($expected) }: { $text }
escalations-line-late = { $code } · { $body }, paper { $number } · EXPECTED { DATE($expected) }: { $text }
# In the message of the morning. $code - reference code, $body - who has it, $number - number of the paper, $sent - its day, $expected - when a reply was expected
reminder-upper = No reply from { $body } about { $code } yet (paper { $number } of { DATE($sent) }, expected { DATE($expected) }). Please ask for it, and enter it when it has come.
