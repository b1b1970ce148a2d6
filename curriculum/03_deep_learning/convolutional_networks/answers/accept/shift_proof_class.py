"""A module of its own: four small 3 × 3 convolutions, deeper than needed, and a maximum by amax."""


# %% solution="shift_proof"
class Reader(nn.Module):
    def __init__(self):
        super().__init__()
        self.one = nn.Conv2d(1, 16, 3, padding=1)
        self.two = nn.Conv2d(16, 16, 3, padding="same")
        self.three = nn.Conv2d(16, 24, 3, padding=1)
        self.four = nn.Conv2d(24, 32, 3, padding=1)
        self.head = nn.Linear(32, 10)

    def forward(self, x):
        for layer in (self.one, self.two, self.three, self.four):
            x = F.relu(layer(x))
        return self.head(x.amax(dim=(2, 3)))


def build_shift_proof():
    return Reader()
