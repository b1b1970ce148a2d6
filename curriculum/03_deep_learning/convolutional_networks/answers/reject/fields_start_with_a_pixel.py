"""Puts the single pixel's field of 1 at the head of the list."""


# fails: size_up-fields_without_stride, size_up-fields_with_stride
# %% solution="size_up"
def conv_parameters(c_in, c_out, kernel, bias=True):
    return c_out * c_in * kernel * kernel + (c_out if bias else 0)


def receptive_fields(layers):
    field, jump = 1, 1
    fields = [1]
    for kernel, stride in layers:
        field += (kernel - 1) * jump
        jump *= stride
        fields.append(field)
    return fields
