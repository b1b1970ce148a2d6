"""A single 3 × 3 convolution sees a ninth of a digit."""


# fails: shift_proof-reads_centred, shift_proof-reads_shifted
# %% solution="shift_proof"
def build_shift_proof():
    return nn.Sequential(
        nn.Conv2d(1, 64, 3, padding=1),
        nn.ReLU(),
        nn.AdaptiveMaxPool2d(1),
        nn.Flatten(),
        nn.Linear(64, 10),
    )
