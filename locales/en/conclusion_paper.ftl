# What stands on the paper of a conclusion notice.

# $province - name of the province
paper-above = Party Committee of { $province }
# $unit - the commune, with its kind
paper-issuer-party = Party Committee of { $unit }
paper-issuer-state = People's Committee of { $unit }
paper-motto-party = COMMUNIST PARTY OF VIETNAM
paper-motto-state =
    SOCIALIST REPUBLIC OF VIETNAM
    Independence - Freedom - Happiness
# $number - number
paper-number-party = No. { $number }
paper-number-state = No.: { $number }
# $place - where, $day - day, $month - month, $year - year
paper-place-and-day = { $place }, { $day }/{ $month }/{ $year }
paper-place-and-day-open = { $place }, …
paper-notice = NOTICE
# $title - title of the dialogue
paper-subject-party = conclusions of the chair at { $title }
paper-subject-state = Conclusions of the chair at { $title }
paper-chairs = Leaders of the Party Committee and the People's Committee
# $when - day, $venue - where, $chairs - who chaired, $title - title, $count - how many matters
paper-opening = On { $when }, at { $venue }, { $chairs } chaired { $title }. { $count } matters were raised and looked into. The chair concluded:
paper-opening-undated = At { $venue }, { $chairs } chaired { $title }. { $count } matters were raised and looked into. The chair concluded:
paper-group-answered = Answered, done
paper-group-promised = Assigned, with a day
paper-group-assigned = Assigned, without a day
paper-group-beyond = Beyond competence, passed up
paper-group-open = Being looked into
paper-carried = from the conference before
paper-no-matter = See the file that was sent with it
paper-nothing-answered = Answered in the hall
paper-nothing-promised = deal with the above
paper-nothing-assigned = look into the above and deal with it
paper-nothing-beyond = the above
paper-nothing-open = look into the above
# $department - who, $text - what, $due - last day
paper-outcome-answered = Answer: { $text }.
paper-outcome-promised = { $department }: { $text }. By { $due }.
paper-outcome-assigned = { $department }: { $text }.
paper-outcome-beyond = { $department } writes to the upper level: { $text }.
paper-outcome-open = { $department } goes on: { $text }; an answer by { $due }.
paper-outcome-open-late = { $department } goes on: { $text }; an answer at once.
# $days - in how many days
paper-closing-undated = Where no day is set, the department writes within { $days } days after this notice how far it has come and when it will be done. It tells the chair, the resident and the Fatherland Front.
paper-closing-beyond = When the upper level has replied, the department answers who raised the matter.
paper-closing = The departments carry this notice out and report to the People's Committee of { $unit }. The Fatherland Front is asked to supervise.
paper-recipients = Sent to:
# $name - who gets it
paper-recipient = - { $name },
# $unit - the commune, with its kind
paper-recipient-front = Fatherland Front of { $unit } (to supervise)
paper-archive-party = - Filed at the Party office.
paper-archive-state = - Filed at the office.
paper-capacity-party = FOR THE PARTY COMMITTEE
paper-capacity-state = FOR THE PEOPLE'S COMMITTEE
