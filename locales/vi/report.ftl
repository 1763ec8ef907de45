# The month in numbers.

menu-report = Báo cáo tháng
# $month - month and year, $until - the last day it looks at
report-title = Tháng { $month }, tính đến { DATE($until) }:
report-received = Ý kiến nhận được: { $received }; đã trả lời: { $answered }.
report-waiting = Đang chờ trả lời: { $waiting }, trong đó quá hạn: { $late }.
report-promises = Việc được giao sau hội nghị: { $made }; đã xong: { $kept }, trong đó xong muộn: { $kept_late }.
report-promises-open = Việc được giao chưa xong: { $open }, trong đó quá hạn: { $late }.
report-passed-up = Đề xuất cấp trên: { $count }.
report-satisfaction = Mức hài lòng: { $average }/5 ({ $count } lượt đánh giá).
# $fewest - from how many on it is told
report-satisfaction-few = Mức hài lòng: chưa đủ { $fewest } lượt đánh giá để công bố.
report-docx = Tải bản Word
report-xlsx = Tải bản Excel
# $month - month and year
report-docx-of = Bản Word tháng { $month }
report-xlsx-of = Bản Excel tháng { $month }
report-month = Xem tháng { $month }
report-made = Báo cáo tháng { $month } ở dưới.
report-refused-not-yet = Tháng này chưa đến.
# In the message of the morning. $promises - what became of promises, or nothing
reminder-report = Báo cáo tháng { $month }: nhận { $received } ý kiến, trả lời { $answered }, quá hạn { $late }.{ $promises }
# $kept - how many, $late - how many
reminder-report-promises = { " " }Việc được giao: xong { $kept }, quá hạn { $late }.
