listen perdure
