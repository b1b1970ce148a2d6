"""Calls the outside world, by name and by number."""
# prints: loopback works
# never: connected
# %% top
import socket
import urllib.request

for address in (("192.0.2.1", 80), ("10.0.0.1", 53), ("example.org", 443)):
    try:
        socket.create_connection(address, timeout=2)
        print("connected")
    except OSError as error:
        print(type(error).__name__)
try:
    urllib.request.urlopen("http://example.org", timeout=2)
    print("connected")
except OSError as error:
    print(type(error).__name__)
server = socket.create_server(("127.0.0.1", 0))
socket.create_connection(server.getsockname(), timeout=2)
print("loopback works")

# %% solution="double"
def double(x):
    return x * 0

# %% solution="total"
def total(x):
    return 0.0
