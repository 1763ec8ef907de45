# How content people are: with a dialogue as a whole, and with answers, told so that nobody can be found out.

survey-ask = { $title } is over. How satisfied are you with it? Only the whole is told, never who chose what.
survey-rated = Noted: { $score }, { $title }. Thank you. You may choose again at any time.
survey-ask-why = Please write what you would like to add about { $title }. The office reads it without knowing who wrote it, so please give no names.
survey-noted = What you wrote about { $title } is noted. Thank you.
survey-refused-not-asked = This question is for those who took part, so it was not noted.
survey-line = Satisfaction with the conference: { $told }
survey-button = Satisfaction with the conference
survey-page = Satisfaction: { $title }
survey-notes = What was written (in no order, personal data hidden):
survey-notes-few = What was written is shown from { $fewest } on.
satisfaction-told = { $average } of 5 on average, { $count } ratings, { $content }% satisfied.
satisfaction-untold = fewer than { $fewest } ratings, so nothing is told.
satisfaction-of = • { $name }: { $average } of 5, { $count } ratings
satisfaction-few = • { $name }: fewer than { $fewest } ratings
report-satisfaction-departments = Satisfaction by department:
report-satisfaction-topics = Satisfaction by topic:
access-refused-survey = This is for the office, the chair and the Front.
