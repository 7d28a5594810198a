"""Small changes of files on the host, as tasks of Fabric 1 make them."""

import io
import os
import posixpath
import re

import gantry_bridge
from fabric.context_managers import hide, settings
from fabric.operations import put, run, sudo
from fabric.utils import abort
from gantry_bridge import quote


def _word(path):
    """A path as a word of shell: the home folder and patterns keep their meaning."""
    return re.sub(r'([^\w./~*?\[\]@%+=:,-])', r'\\\1', str(path))


def _call(use_sudo):
    return sudo if use_sudo else run


def _test(condition, use_sudo):
    with settings(hide('everything'), warn_only=True):
        return _call(use_sudo)(condition).succeeded


def exists(path, use_sudo=False, verbose=False):
    return _test('stat %s >/dev/null' % _word(path), use_sudo)


def is_link(path, use_sudo=False, verbose=False):
    return _test('test -L %s' % _word(path), use_sudo)


def first(*paths, **kwargs):
    return next((path for path in paths if exists(path, **kwargs)), None)


def contains(filename, text, exact=False, use_sudo=False, escape=True, shell=False, case_sensitive=True):
    pattern = re.sub(r'([][\\.*+?^${}()|])', r'\\\1', text) if escape else text
    pattern = '^%s$' % pattern if exact else pattern
    options = '-E' if case_sensitive else '-iE'
    return _test('grep -q %s -- %s %s' % (options, quote(pattern), _word(filename)), use_sudo)


def append(filename, text, use_sudo=False, partial=False, escape=True, shell=False):
    """Adds lines that are not there yet."""
    for line in [text] if isinstance(text, str) else text:
        known = exists(filename, use_sudo=use_sudo)
        if line and known and contains(filename, line, exact=not partial, use_sudo=use_sudo):
            continue
        _call(use_sudo)('printf "%%s\\n" %s >>%s' % (quote(line), _word(filename)))


def sed(filename, before, after, limit='', use_sudo=False, backup='.bak', flags='', shell=False):
    """Replaces a pattern of extended regular expressions in every line, or in those that `limit` selects."""
    before, after, limit = (re.sub(r'(?<!\\)/', r'\\/', part) for part in (before, after, limit))
    where = '/%s/' % limit if limit else ''
    expression = '%ss/%s/%s/%sg' % (where, before, after, flags)
    return _call(use_sudo)('sed -i%s -r -e %s %s' % (_word(backup), quote(expression), _word(filename)))


def uncomment(filename, regex, use_sudo=False, char='#', backup='.bak', shell=False):
    return sed(filename, before=r'^([[:space:]]*)%s[[:space:]]?' % char, after=r'\1', limit=regex, use_sudo=use_sudo,
               backup=backup)


def comment(filename, regex, use_sudo=False, char='#', backup='.bak', shell=False):
    start = '^' if regex.startswith('^') else ''
    end = '$' if regex.endswith('$') else ''
    inner = regex[len(start):len(regex) - len(end)]
    return sed(filename, before='%s(%s)%s' % (start, inner, end), after='%s%s\\1' % (start and '', char),
               use_sudo=use_sudo, backup=backup)


def upload_template(filename, destination, context=None, use_jinja=False, template_dir=None, use_sudo=False,
                    backup=True, mirror_local_mode=False, mode=None, pty=None, keep_trailing_newline=False,
                    temp_dir=''):
    """Fills a template of this machine or of the blueprint and puts it on the host."""
    path = os.path.join(template_dir or '', filename)
    path = path if os.path.exists(path) else gantry_bridge.resource(path)
    if path is None:
        abort("upload_template() found no file '%s' on this machine and none in the blueprint" % filename)
    with open(path, encoding='utf-8') as file:
        text = file.read()
    if use_jinja:
        text = _jinja(text, context or {}, keep_trailing_newline)
    elif context:
        text = text % context
    if destination.endswith('/') or _test('test -d %s' % _word(destination), use_sudo):
        destination = posixpath.join(destination, os.path.basename(filename))
    if backup and exists(destination, use_sudo=use_sudo):
        _call(use_sudo)('cp %s %s.bak' % (_word(destination), _word(destination)))
    bits = os.stat(path).st_mode & 0o777 if mirror_local_mode and mode is None else mode
    return put(io.StringIO(text), destination, use_sudo=use_sudo, mode=bits)


def _jinja(text, context, keep_trailing_newline):
    try:
        from jinja2 import Environment
    except ImportError:
        abort('upload_template(use_jinja=True) needs the Python package jinja2 on the machine of the server')
    return Environment(keep_trailing_newline=keep_trailing_newline).from_string(text).render(**context)
