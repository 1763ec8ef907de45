# The copy of somebody's data.

# $commune - the commune, $day - when it was made
my-data-title = My data at { $commune }, { DATE($day) }
my-data-about = About me
my-data-petitions = What I have sent, and the answers
my-data-dialogues = Dialogues
# $dialogue - number of the dialogue, $number - number of the registration, $summary - what about
my-data-speaker = Registration to speak no. { $number }, dialogue { $dialogue }: { $summary }
# $dialogue - number of the dialogue, $comes - yes or no
my-data-attendance =
    { $comes ->
        [yes] Dialogue { $dialogue }: said to come
       *[no] Dialogue { $dialogue }: said not to come
    }
my-data-messages = What the assistant has sent me
# $at - when, $text - what was said
my-data-message = { TIME($at) }, { DATE($at) } · { $text }
my-data-more = Everything else
my-data-in-json = The file du-lieu.json holds everything, also what you wrote in the web chat, roles, chats and what you have done.
