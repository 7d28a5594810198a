"""A stand-in for a database: keeps wines in a file and gives them out over HTTP. Usage: database.py FOLDER PORT

GET /        the wines, one a line
GET /health  the name of this folder, so that one knows who answers
POST /       one more wine
"""

import os
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock

folder, port = os.path.realpath(sys.argv[1]), int(sys.argv[2])
wines_file = os.path.join(folder, "wines.txt")
writing = Lock()
longest = 200


def wines():
    with open(wines_file, encoding="utf-8") as file:
        return file.read()


class Database(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self, status, text):
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        if self.path == "/health":
            self.answer(200, os.path.basename(folder) + "\n")
        elif self.path == "/":
            self.answer(200, wines())
        else:
            self.answer(404, "There is nothing here.\n")

    def do_POST(self):
        length = int(self.headers.get("Content-Length", "0"))
        wine = self.rfile.read(min(length, longest)).decode(errors="replace")
        wine = " ".join(wine.split())
        if length > longest or wine == "":
            self.close_connection = True
            self.answer(400, f"A wine is one line of at most {longest} bytes.\n")
            return
        with writing, open(wines_file, "a", encoding="utf-8") as file:
            file.write(wine + "\n")
        self.answer(201, wine + "\n")


ThreadingHTTPServer(("", port), Database).serve_forever()
