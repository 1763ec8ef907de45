# The copy of somebody's data.

# $commune - the commune, $day - when it was made
my-data-title = Dữ liệu của tôi tại { $commune }, ngày { DATE($day) }
my-data-about = Thông tin của tôi
my-data-petitions = Ý kiến tôi đã gửi và câu trả lời
my-data-dialogues = Hội nghị đối thoại
# $dialogue - number of the dialogue, $number - number of the registration, $summary - what about
my-data-speaker = Đăng ký phát biểu số { $number }, hội nghị { $dialogue }: { $summary }
# $dialogue - number of the dialogue, $comes - yes or no
my-data-attendance =
    { $comes ->
        [yes] Hội nghị { $dialogue }: đã báo sẽ đến
       *[no] Hội nghị { $dialogue }: đã báo không đến
    }
my-data-messages = Tin trợ lý đã gửi cho tôi
# $at - when, $text - what was said
my-data-message = { TIME($at) } ngày { DATE($at) } · { $text }
my-data-more = Những mục khác
my-data-in-json = Tệp du-lieu.json có đầy đủ mọi mục, kể cả tin ông/bà đã viết trên web, vai trò, cuộc trò chuyện và những việc đã làm.
