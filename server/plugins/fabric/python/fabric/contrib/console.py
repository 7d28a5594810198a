from fabric.operations import prompt


def confirm(question, default=True):
    prompt(question)
