"""With batch normalisation, overlapping pooling of stride 1 and dropout before the last layer."""


# %% solution="shift_proof"
def build_shift_proof():
    return nn.Sequential(
        nn.Conv2d(1, 12, 5, padding=2),
        nn.BatchNorm2d(12),
        nn.ReLU(),
        nn.MaxPool2d(3, stride=1, padding=1),
        nn.Conv2d(12, 24, 5, padding=2),
        nn.BatchNorm2d(24),
        nn.ReLU(),
        nn.MaxPool2d(16),
        nn.Flatten(),
        nn.Dropout(0.1),
        nn.Linear(24, 10),
    )
