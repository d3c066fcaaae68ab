drop sequence queue_number
