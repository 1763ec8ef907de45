# Registering to speak.

# $title - the dialogue, $day - its day
dialogue-option = { $title } ({ $day })
speaker-ask-dialogue = At which conference would you like to speak?
speaker-label-dialogue = Conference
speaker-ask-hamlet = Which hamlet is it for?
# $other - yes when it is for somebody else
speaker-ask-name =
    { $other ->
        [yes] What is the full name of the speaker?
       *[no] Please give your full name.
    }
speaker-ask-summary = Please write in a few sentences what the speech is about.
speaker-label-summary = About
# $guessed - yes when the likeliest topics are shown first
speaker-ask-topic =
    { $guessed ->
        [yes] Which topic is it about? These are the closest ones.
       *[no] Which topic is it about?
    }
speaker-ask-needs = Is any help needed in the hall? More than one may be chosen.
speaker-label-needs = Help
need-interpreter = An interpreter
need-wheelchair = Wheelchair access
need-none = none needed
speaker-review = Please check the registration:
speaker-send = Send the registration
# $place - place in the list
seat-listed = No. { $place } on the list of speakers
seat-waiting = No. { $place } on the waiting list
# $number - number of the registration, $name - who speaks, $seat - place in words, $title - the dialogue
speaker-registered =
    Registration No. { $number } to speak, for { $name }: { $seat }.
    { $title }
# $when - when, $venue - where
speaker-where = { $when }, at { $venue }.
# $topic - topic, $summary - what about, $needs - what is needed
speaker-page =
    Registration No. { $number } to speak — { $name }: { $seat }.
    { $title }
    Topic: { $topic }. Help: { $needs }.
    About: { $summary }
speaker-see = See the registration
speaker-next-other = Register another person
speaker-change = Change what it is about
speaker-changed = Changed.
speaker-withdraw = Withdraw the registration
# $name - who speaks
speaker-withdraw-sure = Withdraw the registration of { $name } to speak?
speaker-withdraw-yes = Yes, withdraw it
speaker-withdrawn = The registration of { $name } to speak was withdrawn.
# $name - who speaks, $place - place in the list, $title - the dialogue, $when - when, $venue - where
speaker-promoted =
    { $name } has moved up from the waiting list and is now No. { $place } on the list of speakers.
    { $title }: { $when }, at { $venue }.
speaker-none-open = No conference takes registrations to speak at the moment. You can still send an opinion.
# $title - the dialogue
speaker-refused-not-open = { $title } takes no registrations to speak at the moment. You can still send a written opinion here.
# $until - when registration closed
speaker-refused-closed = Registration to speak at this conference has closed ({ TIME($until) }, { DATE($until) }). You can still send a written opinion here.
# $number - number of the registration, $name - who speaks
speaker-refused-twice = { $name } is already registered to speak at this conference (No. { $number }). To change what it is about, please open “My opinions”.
speaker-refused-not-yours = There is no such registration among yours.
