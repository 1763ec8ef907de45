# What comes of dialogues, for the Front, the chair and the clerks.

menu-front = Giám sát sau hội nghị
menu-front-clerk = Theo dõi sau hội nghị
front-see = Việc được giao, kết quả
front-none = Chưa có việc nào được giao sau hội nghị.
# $count - how many, $kept - how many are done, $late - how many are late
front-page = Việc được giao sau các hội nghị: { $count }. Đã xong: { $kept }. Quá hạn: { $late }.
# $title - title of the dialogue
front-dialogue-line = { $title }: { $count } việc, xong { $kept }, quá hạn { $late }.
front-dialogue-option = { $title }
front-dialogue = { $title }: { $count } việc được giao. Đã xong: { $kept }. Quá hạn: { $late }.
# $line - what was promised and where it stands, $department - who owes it
front-promise =
    { $line }
    { $department }
# $count - how many
front-overdue = Ý kiến quá hạn trả lời: { $count }.
front-may-ask = Mở một việc để hỏi cơ quan bằng văn bản.
front-late = Quá hạn ({ $count })
# $promises - promises that are late, $petitions - opinions not answered in time
front-late-head = Quá hạn: { $promises } việc được giao, { $petitions } ý kiến chưa trả lời.
# $department - which, $count - how many
front-department = { $department } ({ $count }):
front-late-petition = • { $code }: { $text } — hạn trả lời { DATE($due) }
front-questions = Câu hỏi của Mặt trận ({ $count } chờ)
front-questions-all = Các câu hỏi đã gửi
question-ask = Hỏi cơ quan
question-answer = Trả lời Mặt trận
question-see = Xem câu hỏi
# $code - reference code
question-open = Câu hỏi về { $code }
# $department - who is asked, $text - what the matter is
question-ask-text =
    Hỏi { $department } về { $code }: { $text }
    Xin viết câu hỏi. Câu hỏi và trả lời được lưu lại.
question-label-text = Câu hỏi
question-review = Gửi { $department } câu hỏi về { $code }:
question-send = Gửi câu hỏi
# $due - last day for the answer
question-sent = Đã gửi { $department } câu hỏi về { $code }. Hạn trả lời: { DAY($due) }.
question-asked = Ủy ban MTTQ hỏi về { $code }. Hạn trả lời: { DAY($due) }.
question-answered =
    { $department } trả lời câu hỏi của Mặt trận về { $code }.
    Câu hỏi: { $text }
question-ask-answer =
    Mặt trận hỏi về { $code }: { $text }
    Xin viết câu trả lời, gửi tệp nếu cần.
question-label-answer = Trả lời
question-answer-review = Trả lời Mặt trận về { $code }:
question-replied = Đã gửi trả lời về { $code } đến Mặt trận.
question-list = Câu hỏi của Mặt trận, mới nhất ở trên:
question-none = Mặt trận chưa hỏi câu nào.
question-line = • { $code }: { $text } — chờ trả lời đến { DATE($due) }
question-line-late = • { $code }: { $text } — QUÁ HẠN trả lời { DATE($due) }
question-line-answered = • { $code }: { $text } — đã trả lời, hạn { DATE($due) }
# $at - when, $text - what was asked
question-page =
    Mặt trận hỏi { $department } về { $code }, lúc { TIME($at) }, { DATE($at) }:
    { $text }
question-page-answer =
    Trả lời lúc { TIME($at) }, { DATE($at) }:
    { $text }
question-page-due = Chưa trả lời. Hạn: { DAY($due) }.
question-refused-unknown = Không tìm thấy câu hỏi này.
# $at - when
question-refused-answered = Câu hỏi này đã được trả lời lúc { TIME($at) }, { DATE($at) }.
question-refused-to-answer = Chỉ cơ quan được hỏi về { $code } trả lời câu này.
