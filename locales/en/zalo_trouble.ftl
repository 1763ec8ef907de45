### Zalo: why something could not be sent, in words for the clerk, and what takes the place of buttons and files.

## Choices without buttons

numbered-answer = (Please answer with a number, for example: 1)
# $codes - codes of petitions, parted by commas
numbered-codes = (Type the code to open it: { $codes })

## Files that Zalo does not take

# $names - names of the files, parted by commas
zalo-files-elsewhere = Files that Zalo does not carry: { $names }. You can see them in the web chat or at the office.

## Why a message did not arrive: parts of a sentence

trouble-unfollowed = the person does not follow the commune’s Zalo account
trouble-quota = the Zalo account has no messages left; buy more or a larger package
trouble-zalo-person-quota = Zalo lets nothing more be sent to the person for now
trouble-zalo-inactive = the person is banned or has not used Zalo for more than 45 days
trouble-zalo-restricted = the person has turned off this kind of message in Zalo
trouble-zalo-phone-wrong = the person’s telephone number is wrong
trouble-zalo-phone-unreachable = the person’s telephone number takes no Zalo messages
trouble-zalo-file = Zalo does not take the file
trouble-zalo-not-sent = Zalo says that sending failed
trouble-zalo-busy = Zalo is busy
trouble-zalo-night = Zalo does not let this kind of message be sent from 22:00 to 6:00
trouble-zalo-unknown = Zalo reports an error that is not on our list; tell the administrator

## What somebody has to put in order before anything can be sent

trouble-zalo-token = the permission to send through Zalo has ended; connect the Zalo account again
trouble-zalo-account-closed = the commune’s Zalo account is blocked or gone; ask Zalo
trouble-zalo-app-inactive = the Zalo app is not active; turn it on at developers.zalo.me
trouble-zalo-app-unregistered = the Zalo app is not registered for Official Account; register it at developers.zalo.me
trouble-zalo-app-removed = the Zalo app was removed or blocked; look at developers.zalo.me
trouble-zalo-unverified = the commune’s Zalo account is not verified; have it verified by Zalo
trouble-zalo-not-authorised = the commune’s Zalo account has not allowed sending; connect it again and agree to every permission
trouble-zalo-package = the package of the Zalo account is too small; take a larger one
trouble-zalo-proof = the secret key of the Zalo app is wrong; check the settings
trouble-zalo-account-kind = Zalo does not let this kind of account send messages; ask Zalo
trouble-zalo-group-expired = the Zalo group is turned off or has expired; renew it
trouble-zalo-policy = Zalo says that the message breaks its rules; look at the text of the template
trouble-zalo-no-wallet = there is no Zalo wallet to pay from; link one with the commune’s Zalo account
trouble-zalo-no-money = there is not enough money in the Zalo wallet; add some
trouble-zalo-template-unknown = Zalo has no such template; correct its number in the set-up file
trouble-zalo-template-data = the Zalo template lacks something or gets something wrong; correct the set-up file
trouble-zalo-template-not-allowed = the Zalo account may not use this template; ask Zalo for it
trouble-zalo-template-not-by-id = this Zalo template goes to telephone numbers only
trouble-zalo-template-trial = the Zalo template is still on trial; put it into use
trouble-zalo-template-unapproved = the Zalo template is not approved; wait or send it in again
trouble-zalo-template-disabled = the Zalo template was turned off because people rated it low; change it and send it in again
trouble-zalo-template-quota = no more of this Zalo template may be sent today
