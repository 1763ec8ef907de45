# Making results public: what the office looks through, and what everybody reads.

menu-publication = Make results public
publication-button = Make results public
publication-list = The results of which conference?
publication-apart = Opinions outside conferences
publication-address = Public page: { $address }
publication-page = Making results public: { $title }
publication-count-undecided = • To be approved: { $count }
publication-count-ready = • Approved, to be published: { $count }
publication-count-shown = • Public: { $count }
publication-count-left-out = • Left out: { $count }
publication-withheld = Not offered for publication:
publication-withheld-hidden = • Author asked not to be named: { $count }
publication-withheld-guided = • Guided elsewhere: { $count }
publication-withheld-refused = • Not taken: { $count }
publication-withheld-waiting = • No answer and no conclusion yet: { $count }
publication-look = Look and approve ({ $count })
publication-publish = Publish ({ $count })
publication-approved = What is approved
publication-left-out = What is left out ({ $count })

publication-look-head = { $first } to { $last } of { $count } to be approved. This is what everybody will read; personal data are hidden.
publication-item = { $code } · { $topic } · { $place } · { $state }
publication-item-text = Asked: { $text }
publication-item-answer = Answer: { $text }
publication-no-answer = (none yet)
publication-item-people = Raised by { $count } people.
publication-item-hidden = Hidden: { $kinds }
publication-item-changed = It has changed since it was decided on.
publication-doubt-author = ⚠ It still has the author's name. Please edit it first.
publication-doubt-accuses = ⚠ This may be a complaint or a denunciation. Please consider leaving it out.
publication-doubt-cut = ⚠ Too long, so it was cut. Please shorten it.
publication-doubt-unsaid = ⚠ The answer is a file without words. Please write a summary.
publication-approve-all = ✓ Approve all { $count } above
publication-approve-sure = ✓ Approve the { $count } without ⚠
publication-one = { $code }: edit or leave out
publication-later = Later, show more
publication-look-on = On to those to be approved
publication-approved-now = Approved: { $count }.
publication-approved-one = { $code } is approved.
publication-approve = ✓ Approve
publication-edit-text = Edit the question
publication-edit-answer = Edit the answer
publication-again = Back to what was proposed
publication-leave = Leave this out
publication-withdraw = Take off the public page
publication-correct = Publish the correction
publication-photos = Choose photos ({ $chosen }/{ $count })
publication-photos-page = { $code } has the { $count } photos below. None is shown unless you choose it. Please choose none with faces, number plates or papers.
publication-photo = Photo { $number }
publication-photo-chosen = ✓ Photo { $number } (press to take it out)
publication-photos-now = Chosen: { $count }. What the camera wrote beside it (place, hour) is removed.
publication-refused-photo = This photo cannot be opened and so cannot be shown. Please choose another.
publication-state-proposed = Not approved yet.
publication-state-approved = Approved, to be published.
publication-state-public =
    Public since { DATE($at) }:
    { $address }
publication-state-corrected = The old version is public. Press “Publish the correction” to replace it.
publication-state-left-out = Left out. Reason: { $reason }
publication-ask-text =
    { $code }, as it is now:
    { $text }
    Please write it anew, without names and telephone numbers of residents.
publication-ask-personal =
    What you wrote has: { $kinds }. Hidden, everybody would read:
    { $text }
    Which do you choose?
publication-hide = Hide it
publication-keep = Keep it, it may be named
publication-ask-leave = { $code }: { $text } — why is it left out? Choose or write; only the office reads it.
publication-ask-withdraw = { $code }: { $text } — why is it taken off? Choose or write; the page only says that it was.
publication-reason-private = Somebody's private affairs
publication-reason-checking = Still being checked
publication-reason-elsewhere = Said in another one
publication-left-now = { $code } will not be public.
publication-withdrawn-now = { $code } was taken off. { $address } only says so.
publication-approved-head = Approved and public ({ $count }):
publication-out-head = Left out ({ $count }):
publication-line = • { $code } ({ $state }): { $text }
publication-short-public = public
publication-short-corrected = correction to be published
publication-short-approved = to be published
publication-short-left-out = left out

publication-sure = { $title }: { $new } new, { $corrected } corrected. Everybody can read it without signing in.
publication-sure-undecided = { $count } are not approved and will not be published now; they can be added later.
publication-sure-address = Where: { $address }
publication-published = { $count } published at { $address }. The milestone for it is marked as done.
publication-published-apart = { $count } published at { $address }.
publication-told =
    The result of { $codes } is public, without your name:
    { $address }
# To heads of hamlets and the Front. $title - title of the dialogue
publication-told-heads =
    What was answered to { $count } opinions at { $title } is public:
    { $address }
    Please let everybody know.
# On the page of a petition
publication-petition = The result is public: { $address }
publication-paper = Word file to sign and post
publication-paper-made = The Word file has the { $count } public matters. Number it, sign it, post it up and send it to the hamlets.
publication-refused-none = Nothing of this conference is public yet.
publication-refused-unknown = { $code } is not among what may be published of this conference.
publication-refused-nothing = Nothing that was approved waits to be published.
publication-refused-changed = Something has just changed. Please look again.
publication-refused-not-public = { $code } is not on the public page.
publication-refused-author = { $code } still has the name or telephone number of its author and cannot be public. Please edit it, then approve.
publication-refused-long = More than { $most } letters. Please shorten it.
entry-published = { TIME($at) }, { DATE($at) } · The result was made public.
entry-corrected = { TIME($at) }, { DATE($at) } · What is public was corrected.
entry-unpublished = { TIME($at) }, { DATE($at) } · Taken off the public page. { $text }

hidden-name = [name]
hidden-phone = [telephone]
hidden-identity = [identity number]
hidden-account = [account]
hidden-parcel = [land parcel]
hidden-plate = [number plate]
hidden-address = [house]
hidden-email = [e-mail]
hidden-link = [profile]

public-state-answered = Answered
public-state-resolved = Done
public-state-promised = To be done, a day will be named
public-state-promised-by = To be done by { DATE($due) }
public-state-beyond = Sent to the upper level
public-state-open = Being dealt with
public-state-late = Late since { DATE($due) }

web-results-title = Answers to residents | { $place }
web-results-heading = What residents raised, and what was answered
web-results-about = Everybody can read this. Names and private data of those who wrote are not on this page.
web-results-none-yet = No results have been made public yet.
web-results-search = Search
web-results-words = Words or reference code
web-results-words-hint = With or without tone marks, e.g. duong thon, CM25-0001
web-results-topic = Topic
web-results-hamlet = Place
web-results-state = Result
web-results-dialogue = Conference
web-results-any = All
web-results-filters = Filter by topic, place, result, conference
web-results-find = Search
web-results-clear = Show everything
web-results-count = { $count } found.
web-results-nothing = Nothing matches. Please try fewer words or choices.
web-results-list = Results
web-results-item-title = { $code } | { $place }
web-results-asked = What was raised
web-results-answer = Answer
web-results-no-answer = There is no answer yet.
web-results-department = Answered by
web-results-picture = Photo { $number } sent with it
web-results-received = Sent on { DATE($day) }
web-results-answered-on = Answered on { DATE($day) }
web-results-corrected = Corrected on { DATE($day) }
web-results-several = Raised by several people
web-results-people = Raised by { $count } people
web-results-whole = The whole commune
web-results-withdrawn = This was taken off the public page.
web-results-withdrawn-on = Taken off on { DATE($day) }.
web-results-unknown = Nothing public has the code { $code }.
web-results-unknown-about = It may not be answered yet, or not be public. Who wrote it finds the answer in the chat.
web-results-all = Show all results
web-results-chat = Write to the office
web-results-pages = Pages
web-results-page = Page { $page } / { $pages }
web-results-before = Previous page
web-results-after = Next page
web-results-chart = By department
web-results-chart-about = How many public matters each department has. The chart and the table say the same.
web-results-chart-answered = Answered, done
web-results-chart-under-way = Being dealt with
web-results-chart-late = Late
web-results-chart-total = Total
web-results-chart-bar = { $department }: answered { $answered }, being dealt with { $waiting }, late { $late }
web-results-files = Download
web-results-docx = Word file
web-results-json = Data (JSON)
web-results-apart = Outside conferences
web-results-held = { $title } ({ DATE($day) })
web-results-satisfied = Satisfaction with the conference: { $average } of 5 on average, { $count } ratings.
web-results-satisfied-few = Satisfaction with the conference: fewer than 5 ratings, so nothing is told.
web-results-state-answered = Answered
web-results-state-resolved = Done
web-results-state-promised = To be done
web-results-state-beyond = Sent to the upper level
web-results-state-open = Being dealt with
web-results-state-late = Late
