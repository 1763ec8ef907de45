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
report-paper-title = Báo cáo tiếp nhận, giải quyết ý kiến tháng { $month }
# $commune - the commune
report-paper-until = Ủy ban nhân dân { $commune }, số liệu đến hết ngày { DATE($until) }.
report-by-department = Theo cơ quan
report-by-topic = Theo lĩnh vực
report-by-hamlet = Theo địa bàn
report-by-promise = Việc được giao
report-department = Cơ quan
report-topic = Lĩnh vực
report-hamlet = Địa bàn
report-column-received = Nhận
report-column-answered = Đã trả lời
report-column-waiting = Đang chờ
report-column-late = Quá hạn
report-column-made = Được giao
report-column-kept = Đã xong
report-column-kept-late = Xong muộn
report-column-open = Chưa xong
# In the message of the morning. $promises - what became of promises, or nothing
reminder-report = Báo cáo tháng { $month }: nhận { $received } ý kiến, trả lời { $answered }, quá hạn { $late }.{ $promises }
# $kept - how many, $late - how many
reminder-report-promises = { " " }Việc được giao: xong { $kept }, quá hạn { $late }.
