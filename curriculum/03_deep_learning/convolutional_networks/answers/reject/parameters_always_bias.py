"""Ignores bias=False."""


# fails: size_up-parameters
# %% solution="size_up"
def conv_parameters(c_in, c_out, kernel, bias=True):
    return c_out * c_in * kernel * kernel + c_out


def receptive_fields(layers):
    field, jump = 1, 1
    fields = []
    for kernel, stride in layers:
        field += (kernel - 1) * jump
        jump *= stride
        fields.append(field)
    return fields
