RELEASE perdure
