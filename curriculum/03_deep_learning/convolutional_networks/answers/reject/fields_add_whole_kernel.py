"""Adds k instead of k - 1 for each layer."""


# fails: size_up-fields_without_stride, size_up-fields_with_stride
# %% solution="size_up"
def conv_parameters(c_in, c_out, kernel, bias=True):
    return c_out * c_in * kernel * kernel + (c_out if bias else 0)


def receptive_fields(layers):
    field, jump = 1, 1
    fields = []
    for kernel, stride in layers:
        field += kernel * jump
        jump *= stride
        fields.append(field)
    return fields
