# The printed poster of a dialogue, and what the loudspeaker reads out. The script has no abbreviations and no signs.

weekday-1 = Monday
weekday-2 = Tuesday
weekday-3 = Wednesday
weekday-4 = Thursday
weekday-5 = Friday
weekday-6 = Saturday
weekday-7 = Sunday
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
# $weekday - weekday, $day - day of the month, $month - month, $year - year
day-said = { $weekday }, { $day } { $month } { $year }
# $sharp - yes on the full hour, $hour - hour on the clock of twelve, $minute - minute, $part - part of the day
hour-said =
    { $sharp ->
        [yes] { $hour } o’clock { $part }
       *[no] { $hour }:{ $minute } { $part }
    }
hour-part-morning = in the morning
hour-part-late-morning = in the morning
hour-part-noon = in the middle of the day
hour-part-afternoon = in the afternoon
hour-part-evening = in the evening
hour-part-night = at night

# $kind - kind of hamlet, $name - its name
poster-hamlet = { $name } { $kind }
# $commune - the commune with its kind
poster-heading = People’s Committee of { $commune }
# $unit - the hamlet or commune with its kind
poster-invitation = For the people of { $unit }
# $audience - whom it is for
poster-invitation-audience = For { $audience }
# $weekday - weekday, $date - date
poster-day = { $weekday }, { DATE($date) }
poster-day-open = Day and hour will be announced
poster-label-who = For
# $unit - the hamlet or commune with its kind
poster-who = All residents of { $unit }
poster-label-topics = Topics
poster-others = and other matters
poster-label-opinions = Opinions are taken until
poster-label-opinions-open = Opinions are taken
poster-opinions-open = until the conference begins
poster-label-speakers = Register to speak before
# $hour - hour in words, $weekday - weekday, $date - date
poster-moment = { $hour }, { $weekday } { DATE($date) }
poster-scan = Scan to send your opinion
poster-channel-web = Website
poster-channel-telegram = Telegram
poster-channel-zalo = Zalo
# $head - who stands at the head of the hamlet, $office - where to come in person
poster-contact = No telephone? Give your opinion to { $head }, or bring it to { $office }.

head-any = the head of your hamlet
head-thon = the head of the hamlet
head-ban = the head of the hamlet
head-xom = the head of the hamlet
head-ap = the head of the hamlet
head-to-dan-pho = the head of the residential group
head-khu-pho = the head of the neighbourhood

loudspeaker-note = For the reader: please read slowly and clearly. Read it twice.
# $unit - the hamlet or commune with its kind
loudspeaker-greeting = Dear people of { $unit }!
# $commune - the commune with its kind, $title - title of the dialogue
loudspeaker-what = The People’s Committee of { $commune } announces: { $title }.
# $hour - hour in words, $day - day in words
loudspeaker-when = It begins at { $hour } on { $day }.
loudspeaker-when-open = The day and hour of the conference will be announced later.
# $venue - where
loudspeaker-where = The place is: { $venue }.
# $unit - the hamlet or commune with its kind
loudspeaker-who = All people of { $unit } may come, hear the leaders answer, and say what they think.
# $audience - whom it is for
loudspeaker-audience = The conference is for { $audience }. All of them may come, hear the leaders answer, and say what they think.
# $head - who stands at the head of the hamlet, $office - where to come in person
loudspeaker-how =
    You can send your opinion before the conference in one of three ways.
    First, by a message from your telephone, after scanning the code on the printed notice.
    Second, tell it to { $head }, who will write it down and pass it on.
    Third, write it on paper and bring it to { $office }.
# $day - day in words
loudspeaker-opinions = Opinions are taken until the end of { $day }.
loudspeaker-opinions-open = Opinions are taken until the conference begins.
# $hour - hour in words, $day - day in words
loudspeaker-speakers = If you wish to speak at the conference, please register before { $hour } on { $day }.
loudspeaker-come = Every opinion is noted and passed on to those who must answer. Please arrange your work so that you can come.
loudspeaker-closing = Thank you for listening!
