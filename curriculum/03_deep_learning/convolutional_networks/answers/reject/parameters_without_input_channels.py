"""Gives a kernel one slice, whatever the number of input channels."""


# fails: size_up-parameters
# %% solution="size_up"
def conv_parameters(c_in, c_out, kernel, bias=True):
    return c_out * kernel * kernel + (c_out if bias else 0)


def receptive_fields(layers):
    field, jump = 1, 1
    fields = []
    for kernel, stride in layers:
        field += (kernel - 1) * jump
        jump *= stride
        fields.append(field)
    return fields
