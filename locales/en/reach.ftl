# Ways to people who cannot be written to: calls, hamlet heads, the tap, and how it went.

# $count - how many
menu-calls = People to call ({ $count })
call-none = There is nobody left to call.
call-list =
    { $count ->
        [one] { $count } person to call, because no message reaches them:
       *[other] { $count } people to call, because no message reaches them:
    }
# $name - whom to call, $hamlet - where they live, $phone - telephone, $what - what to tell, $why - reason in words
call-line =
    • { $name } · { $hamlet } · { $phone }
    Please tell them: { $what }
    ({ $why })
call-no-phone = no telephone number
# $count - how many more
call-more =
    { $count ->
        [one] { $count } more is shown when these are done.
       *[other] { $count } more are shown when these are done.
    }
# $name - whom to call
call-reached = Reached: { $name }
call-missed = Not reached: { $name }
call-noted-reached = Noted: { $name } was reached.
call-noted-missed = Noted: { $name } was not reached.
call-refused-done = Somebody has already noted what came of this call.

# $code - reference code, $department - who answered
reach-news-answer = { $department } has answered opinion { $code }. Open the assistant again and type the code to read it.
reach-news-question = { $department } has a question about opinion { $code }. Open the assistant again and type the code to read it.
# $change - what has happened, $title - the dialogue, $hour, $day - when, $venue - where
reach-news-change =
    { $change ->
        [cancelled] { $title } is not held any more.
        [postponed] { $title } is postponed, there is no new day yet.
        [promoted] There is a place to speak at { $title }, { $hour } on { $day }, at { $venue }.
        [fixed] { $title } is held at { $hour } on { $day }, at { $venue }.
       *[moved] { $title } was moved to { $hour } on { $day }, at { $venue }.
    }
# $title - the dialogue, $hour, $day - when, $venue - where
reach-news-reminder = Invited to { $title }, { $hour } on { $day }, at { $venue }.
# To a hamlet head. $name - whom to tell, $news - what, $commune - name of the commune, $venue - where to ask
reach-head =
    Please tell { $name }, whom { $commune } cannot write to:
    { $news }
    Please add: open the assistant of { $commune } again, or ask at { $venue }.

# $code - reference code
tap-ask-petition = Your opinion { $code } is being dealt with. Zalo lets the commune write only for 7 days after you last replied. To get the next message, please press the button below.
# $title - the dialogue
tap-ask-dialogue = { $title } is coming up. Zalo lets the commune write only for 7 days after you last replied. To be reminded of it, please press the button below.
tap-ask-staff = Zalo lets the commune write only for 7 days after you last replied. So that you miss no new work and no deadline, please press the button below.
tap-here = I still want messages
tap-thanks = Thank you. As soon as there is news, the commune will write here.

# How it went after the chat was closed.
way-chat = message
way-template = approved message through Zalo
way-template-phone = approved message to the telephone
way-other-chat = another chat
way-hamlet-head = through the hamlet head
way-call = call by the office
way-state-done = done
way-state-waiting = waiting
way-state-failed = failed
# $way - how, $state - what came of it
way-taken = { $way }: { $state }
# Follows a message that could not be delivered. $instead - how it went instead
clerk-undelivered-instead = { " → " }{ $instead }
# $why - reason in words, $instead - how it went instead
delivery-otherwise = The answer could not be delivered to the chat: { $why }. Instead: { $instead }.
# $cost - in VND
clerk-cost = Cost of messages this month: { $cost } VND.

trouble-window-closed = no exchange for over 7 days, so Zalo lets nothing through
trouble-no-templates = this channel sends no approved messages
