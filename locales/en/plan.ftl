# Reading plans of dialogues.

plan-refused-scan = This file is a picture or a scan without text. Please send the Word file or a PDF made from it.
plan-refused-encrypted = This file has a password and cannot be read. Please remove the password and send it again.
plan-refused-type = This kind of file cannot be read. Please send a .docx, .pdf or .txt file.
plan-refused-too-big = This file is too big for a plan. Please send the plan alone.
plan-refused-broken = This file is damaged and cannot be opened. Please save it again and send it once more.
plan-refused-no-plan = This paper is no plan of dialogues.
plan-refused-gone = This is no longer there. Please open “Plans” on the main page again.
plan-refused-no-file = The file was not found. Please send it again.

# Handing a plan over.
menu-plans = Plans
# $files - how many files a clerk has sent
plan-offer = { $files ->
        [one] One file has
       *[other] { $files } files have
    } arrived. What would you like to do?
plan-read = Read a plan from this file
plan-send-here = To enter a plan, please send the Word, PDF or text file here.
plan-list = Plans in force:
plan-none = There are no plans yet.
# $title - title of the plan, $year - its year
plan-option = { $year }: { $title }
plan-resume = Go on with the plan being read
# $title - title of the plan
plan-in-force = { $title }
plan-reopen = Look through and correct
# $title - title of the plan
plan-nothing-new = This plan was entered before, and nothing changes: { $title }
plan-newer = This is a new version of a plan in force. What changes will be listed before you confirm.
# $named - the commune on the paper, $commune - this commune
plan-of-another = Please note: this is a plan of { $named }, not of { $commune }. Go on?
plan-go-on-anyway = Go on all the same

# Looking through.
# $nth - which part, $of - how many parts, $name - what it is about
plan-section = Part { $nth } of { $of }: { $name }
plan-section-1 = the paper
plan-section-2 = the conferences
plan-section-3 = what to do before a conference
plan-section-4 = what to do afterwards
plan-section-5 = topics and programme
plan-empty-1 = Nothing is known of the paper.
plan-empty-2 = The plan names no conference.
plan-empty-3 = The plan names nothing that is due.
plan-empty-4 = The plan says nothing about afterwards.
plan-empty-5 = The plan names no topics and no programme.
# $label - name of the fact, $value - the fact
plan-line = • { $label }: { $value }
# $line - a fact with its name
plan-line-unsure = { $line } (not sure)
# $source - the sentence of the paper
plan-line-unsure-source = { $line } (not sure, the paper says: “{ $source }”)
# $nth - number, $what - what it is called
plan-item = { $nth }. { $what }
# $who - who is responsible
plan-task-head = { $nth }. { $what } — { $who }
# $due - until when
plan-task-due = • Due: { $due }
# $to - to whom it is sent, $via - through whom
plan-task-sent = • Sent to { $to }, through { $via }
plan-task-sent-to = • Sent to { $to }
# $name - as the paper names them, $department - the department that is meant
plan-who = { $name } ({ $department })
plan-who-unknown = { $name } (you will be asked which department)
plan-dialogue-unnamed = Conference
# $count - how many more
plan-more = …and { $count } more
plan-not-said = not said
plan-yes = yes
plan-no = no
plan-right = Right, go on
plan-edit = Correct
plan-source = See the paper’s words
plan-stop = Stop
plan-quotes = The paper says:
# $text - a sentence of the paper
plan-quoted = “{ $text }”
plan-stopped = Stopped, nothing was entered. What was read and corrected is kept under “Plans”.
plan-drop = Put this plan away
plan-dropped = The plan being read was put away.

plan-label-title = Title
plan-label-number = Number
plan-label-issued_on = Issued on
plan-label-issuer = Issued by
plan-label-signed_by = Signed by
plan-label-commune = Commune
plan-label-commune_kind = Kind of commune
plan-label-district = District
plan-label-province = Province
plan-label-year = Year
plan-label-legal_bases = Legal bases
plan-label-chairs = Chaired by
plan-label-unit = Place or people
plan-label-when = When
plan-label-venue = Venue
plan-label-audience = Who speaks
plan-label-invited = Invited
plan-label-delegates_per_hamlet = Delegates per hamlet
plan-label-half_days = How long
plan-label-what = What
plan-label-responsible = Done by
plan-label-to = Sent to
plan-label-via = Sent through
plan-label-due = Due
plan-label-within_days = Within days
plan-label-supervisor = Supervised by
plan-label-minutes_by = Minutes by
plan-label-conclusion_by = Conclusion drafted by
plan-label-opinions_by = Opinions collected by
plan-label-survey = Survey
plan-label-publish = Results made public
plan-label-ad_hoc_dialogues = Extraordinary conferences possible
plan-label-after = What to do afterwards
# $label - name of the fact, $of - of which dialogue
plan-fact-of = { $label } ({ $of })
plan-label-topics = Topics
plan-label-programme = Programme

# $when - a day or a span of days, $time - hour
plan-when-at = { $time }, { $when }
# $part - part of the day
plan-when-part = { $part } of { $when }
plan-when-tentative = { $when } (tentative)
plan-part-morning = morning
plan-part-afternoon = afternoon
plan-part-evening = evening
# $least - at least so many, $most - at most so many
plan-half-days = { $least }–{ $most } half days
# $count - so many
plan-half-days-exactly = { $count } half days
# $day - a day
plan-due-before = before { DATE($day) }
plan-due-on = by { DATE($day) }
# $count - so many days
plan-due-days-before = { $count } before the conference
# $event - what it is counted from
plan-due-days-after = within { $count } of { $event }

plan-after-conclusion_notice = Issue the conclusion notice
plan-after-item_with_deadline = Matters with a day in the conclusion: settle them by then
plan-after-item_without_deadline = Matters without a day in the conclusion: answer in writing
plan-after-escalate_beyond_authority = Matters beyond the commune’s authority: propose them to the upper level
plan-after-publish_results = Make the results public
# $what - what has to be done, $due - until when
plan-after-due = { $what }, { $due }

# Correcting.
plan-edit-which = What would you like to correct?
# $nth - number, $label - name of the fact, $value - the fact
plan-fact-option = { $nth }. { $label }: { $value }
plan-add-2 = + Add a conference
plan-add-3 = + Add something to do
plan-remove-2 = Leave this conference out
plan-remove-3 = Leave this out
plan-remove-4 = Leave this rule out
# $label - name of the fact, $now - the fact, $how - how it is written
plan-ask-fact =
    { $label } is now: { $now }.
    { $how }
plan-how-text = Please write it as it should be.
plan-how-list = Please write it as it should be, one entry a line or parted by semicolons.
plan-how-number = Please write a number.
plan-how-halves = Please write the number of half days, e.g. 1 or 1-2.
# $year - this year
plan-how-year = Please write the year, e.g. { $year }.
plan-how-day = Please write the day, e.g. 14/11/2025.
plan-how-when = Please write a day or a span in Vietnamese, e.g. 7h30 ngày 14/11/2025; tháng 8/2025; quý III/2025; từ 15/11 đến 30/11.
plan-how-due = Please write in Vietnamese until when, e.g. trước 07/11/2025; 07/11/2025; trước hội nghị 7 ngày.
plan-how-what = Please choose.
plan-unread-text = Please write some words.
plan-unread-list = The entries are not clear. Please write one a line.
plan-unread-number = The number is not clear. Please write one number, e.g. 7.
plan-unread-halves = The number is not clear. Please write 1 or 1-2.
plan-unread-year = The year is not clear. Please write { $year }, for example.
plan-unread-day = The day is not clear. Please write it like 14/11/2025.
plan-unread-when = The time is not clear. Please write it like 14/11/2025 or tháng 8/2025.
plan-unread-due = It is not clear until when. Please write it like 07/11/2025 or trước hội nghị 7 ngày.
plan-unread-what = Please choose one of those below.
plan-take-away = Leave empty
plan-keep = Leave as it is
plan-corrected = Corrected.

# Asking for what is missing.
# $about - which dialogue, $said - what the plan says of the day, $left - how many questions are left
plan-ask-day =
    { $about }: the plan says { $said }.
    On which day is it? Please write it, e.g. 14/11, or choose. ({ $left } questions left.)
plan-ask-hour =
    { $about }: at what time is the conference? ({ $left } questions left, the plan says { $said }.)
plan-ask-place =
    { $about } is not among the hamlets of this commune. The plan says { $said }.
    Which place is it? ({ $left } questions left.)
plan-ask-venue =
    { $about }, { $said }: the plan names no venue.
    Where is it? Please choose or write. ({ $left } questions left.)
# $about - as the plan names them
plan-ask-department =
    The plan gives something to do to “{ $about }”. Which department is that? ({ $left } questions left.)
plan-not-fixed = Not yet fixed
plan-none-fixed = None is fixed yet
plan-ask-again = Answer the questions again
# $when - when, as the plan says it
plan-when-past = { $when } (has passed)
plan-no-day = no day
plan-hour-not-fixed = Time not yet fixed
plan-venue-not-fixed = Venue not yet fixed
plan-whole-commune = The whole commune
plan-audience = Another place or group
plan-no-department = Not in this list

# Confirming.
# $dialogues, $milestones - how many will be made
plan-summary =
    { $milestones ->
        [0] When you confirm, { $dialogues } conferences of the plan are made:
       *[other] When you confirm, { $dialogues } conferences and { $milestones } milestones of the plan are made:
    }
plan-summary-law = Each conference has two more by law: notice to residents and publication of results.
plan-summary-law-notice =
    Each conference has one more by law: notice to residents.
    For the publication of results the earlier day counts, that of the plan or of the law.
# $title - title, $when - when, as far as it is known
plan-dialogue-line = { $title }: { $when }
# $what - what has to be done, $who - by whom, $due - until when
plan-task-line-nobody = • { $what }: { $due }
plan-task-line = • { $what } — { $who }: { $due }
# $what - what has to be done, $who - by whom
plan-task-by = { $what } ({ $who })
# $to - to whom it is sent, $via - through whom
plan-task-to = sent to { $to }, through { $via }
plan-department-none = not in the list
# $count - how many
plan-delegates = { $count } delegates per hamlet
plan-tasks-shared = Milestones of the plan as a whole:
plan-confirm = Confirm
plan-changes = When you confirm, the plan in force changes like this. People concerned are told when a day changes:
# $subject - what changes, $before - as it was, $after - as it will be
plan-change-changed = • { $subject }: { $before } → { $after }
# $subject - what is new, $after - when
plan-change-added = + Added { $subject }: { $after }
# $subject - what is gone
plan-change-gone = − Left out { $subject }
plan-change-kept = • Kept { $subject } (no longer in the plan, but something hangs on it)
# $dialogues, $milestones - how many there are
plan-applied = The plan was entered: { $dialogues } conferences{ $milestones ->
        [0] .
       *[other] , { $milestones } milestones.
    }
plan-updated = The plan was updated: { $dialogues } conferences{ $milestones ->
        [0] .
       *[other] , { $milestones } milestones.
    }
# $audience - whom it is for, $year - year
plan-title-audience = Dialogue conference with { $audience } in { $year }
# $title - title, $nth - which one of several
plan-title-nth = { $title } ({ $nth })
plan-venue-open = a venue to be announced
