"""Receives what services tell systemd: binds the socket of its argument, prints "bound", then each message with its lines joined."""
import socket
import sys

receiver = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
receiver.bind(sys.argv[1])
print("bound", flush=True)
while True:
    # systemd-notify also sends a descriptor and waits until it is closed.
    message, descriptors, _flags, _address = socket.recv_fds(receiver, 4096, 1)
    for descriptor in descriptors:
        socket.close(descriptor)
    text = " ".join(message.decode().split())
    if text != "BARRIER=1":
        print(text, flush=True)
