"""
Holds a listening socket and runs a service on it, as systemd does for a socket unit: prints the port, then starts the command of
its arguments with the socket as descriptor 3. For each line on standard input it restarts the service: SIGTERM, wait, start.
Prints the exit code of each service that ends. At the end of the input it stops the service and ends.
"""
import os
import signal
import socket
import sys

listener = socket.socket()
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(("127.0.0.1", 0))
listener.listen(1024)
print(listener.getsockname()[1], flush=True)


def start():
    pid = os.fork()
    if pid == 0:
        os.dup2(listener.fileno(), 3)
        os.set_inheritable(3, True)
        os.environ["LISTEN_PID"] = str(os.getpid())
        os.environ["LISTEN_FDS"] = "1"
        os.execvp(sys.argv[1], sys.argv[1:])
    return pid


def stop(pid):
    os.kill(pid, signal.SIGTERM)
    _, status = os.waitpid(pid, 0)
    print("ended", os.waitstatus_to_exitcode(status), flush=True)


service = start()
for _line in sys.stdin:
    stop(service)
    service = start()
stop(service)
