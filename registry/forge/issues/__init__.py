"""Issue forms: what GitHub asks people, and what their answers mean.

`form.Form` is one form; `forms.FORMS` makes each of them from the records and the schemas.
`github.form_file` prints a form as GitHub reads it, and `chooser.chooser` the page above all.
`body.read_body` reads what GitHub makes of the answers; `body.print_body` is its inverse.
"""
