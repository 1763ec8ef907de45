# Setting communes up, for whoever runs the program.

# $problems - places and what is wrong there, one a line
setup-refused =
    Tệp thiết lập chưa đúng:
    { $problems }
# $slug - short name
setup-refused-slug = Tên ngắn { $slug } đã thuộc về một xã khác.
# $what - what would go
setup-refused-in-use = Không bỏ được { $what }: còn ý kiến chưa trả lời.
