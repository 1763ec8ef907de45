# How content people are: with a dialogue as a whole, and with answers, told so that nobody can be found out.

# $title - title of the dialogue
survey-ask = { $title } đã xong. Ông/bà hài lòng với hội nghị ở mức nào? Chỉ tổng hợp chung, không nêu ai chọn mức nào.
# $score - what was chosen
survey-rated = Đã ghi: { $score } với { $title }. Xin cảm ơn ông/bà. Chọn lại lúc nào cũng được.
survey-ask-why = Xin ông/bà viết điều muốn nói thêm về { $title }. Văn phòng đọc mà không biết ai viết, nên xin đừng ghi tên.
survey-noted = Đã ghi lời ông/bà về { $title }. Xin cảm ơn.
survey-refused-not-asked = Câu hỏi này dành cho người dự hội nghị, nên chưa ghi được.
# $told - as in satisfaction-told
survey-line = Hài lòng về hội nghị: { $told }
survey-button = Mức hài lòng về hội nghị
survey-page = Mức hài lòng: { $title }
survey-notes = Lời góp ý (không theo thứ tự, đã che thông tin cá nhân):
# $fewest - from how many on something is told
survey-notes-few = Lời góp ý hiện ra khi có từ { $fewest } lời trở lên.
# $average - average of 5, $count - how many, $content - percent of those content
satisfaction-told = trung bình { $average } trên 5, { $count } lượt, { $content }% hài lòng trở lên.
satisfaction-untold = chưa đủ { $fewest } lượt nên chưa nêu.
# $name - department or topic
satisfaction-of = • { $name }: { $average } trên 5, { $count } lượt
satisfaction-few = • { $name }: chưa đủ { $fewest } lượt
report-satisfaction-departments = Hài lòng theo cơ quan trả lời:
report-satisfaction-topics = Hài lòng theo lĩnh vực:
access-refused-survey = Mục này dành cho văn phòng, lãnh đạo chủ trì và Mặt trận.
