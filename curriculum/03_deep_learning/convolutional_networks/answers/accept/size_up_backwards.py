"""Counts with nn.Conv2d, and walks back from one output value to the input."""


# %% solution="size_up"
def conv_parameters(c_in, c_out, kernel, bias=True):
    return sum(p.numel() for p in nn.Conv2d(c_in, c_out, kernel, bias=bias).parameters())


def receptive_fields(layers):
    fields = []
    for depth in range(1, len(layers) + 1):
        needed = 1
        for kernel, stride in reversed(layers[:depth]):
            needed = (needed - 1) * stride + kernel
        fields.append(needed)
    return fields
