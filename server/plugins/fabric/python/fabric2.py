from fabric import Config, Connection, Result, task
