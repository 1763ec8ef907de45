### Telegram: what the menu of commands says. At most 256 characters each.

## In a private chat

telegram-command-start = Start
telegram-command-menu = What you can do here
telegram-command-ykien = Send a question, proposal or report
telegram-command-phatbieu = Register to speak at a dialogue conference
telegram-command-cuatoi = My petitions and registrations
telegram-command-tracuu = Look up a reference code
telegram-command-viec = Work waiting for you (officers)
telegram-command-trogiup = Help
telegram-command-ngonngu = Đổi ngôn ngữ / Change language

## In the group of a department, where viec and trogiup are shown as well

telegram-command-ketnoi = Connect this group to a department
