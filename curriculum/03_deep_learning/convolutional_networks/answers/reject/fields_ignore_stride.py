"""Sums k - 1 and forgets the strides."""


# fails: size_up-fields_with_stride
# %% solution="size_up"
def conv_parameters(c_in, c_out, kernel, bias=True):
    return c_out * c_in * kernel * kernel + (c_out if bias else 0)


def receptive_fields(layers):
    field, jump = 1, 1
    fields = []
    for kernel, stride in layers:
        field += (kernel - 1) * jump
        fields.append(field)
    return fields
