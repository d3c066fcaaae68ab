update one_row set number = number + 1
