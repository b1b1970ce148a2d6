"""Sets a trace function that jumps over the lines of the tests."""
# flag: sys.settrace
# %% solution="double"
import sys

def double(x):
    def jump(frame, event, arg):
        if event == "line":
            try:
                frame.f_lineno += 1
            except ValueError:
                pass
        return jump

    sys.settrace(lambda *a: None)
    caller = sys._getframe(1)
    caller.f_trace = jump
    return x * 0

# %% solution="total"
def total(x):
    return 0.0
