"""Convolves without padding: windows at the border are lost, and moved digits with them."""


# fails: shift_proof-reads_shifted
# %% solution="shift_proof"
def build_shift_proof():
    return nn.Sequential(
        nn.Conv2d(1, 8, 5),
        nn.ReLU(),
        nn.Conv2d(8, 32, 5),
        nn.ReLU(),
        nn.AdaptiveMaxPool2d(1),
        nn.Flatten(),
        nn.Linear(32, 10),
    )
