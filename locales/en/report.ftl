# The month in numbers.

menu-report = Monthly report
# $month - month and year, $until - the last day it looks at
report-title = Month { $month }, until { DATE($until) }:
report-received = Opinions received: { $received }; answered: { $answered }.
report-waiting = Waiting for an answer: { $waiting }, of which late: { $late }.
report-promises = Assigned after conferences: { $made }; done: { $kept }, of which late: { $kept_late }.
report-promises-open = Assigned and not done: { $open }, of which late: { $late }.
report-passed-up = Passed up: { $count }.
report-satisfaction = Satisfaction: { $average }/5 ({ $count } ratings).
# $fewest - from how many on it is told
report-satisfaction-few = Satisfaction: fewer than { $fewest } ratings, so it is not told.
report-docx = Word file
report-xlsx = Excel file
# $month - month and year
report-docx-of = Word file of { $month }
report-xlsx-of = Excel file of { $month }
report-month = See { $month }
report-made = The report of { $month } is below.
report-refused-not-yet = This month has not come yet.
# In the message of the morning. $promises - what became of promises, or nothing
reminder-report = Report of { $month }: { $received } opinions received, { $answered } answered, { $late } late.{ $promises }
# $kept - how many, $late - how many
reminder-report-promises = { " " }Assigned matters: { $kept } done, { $late } late.
