"""One covered copy after the other, a plain loop, the result a tensor."""


# %% solution="occlusion_map"
def occlusion_map(model, image, label, size=3, fill=0.0):
    model.eval()

    def probability(picture):
        with torch.no_grad():
            return F.softmax(model(picture[None, None]), dim=1)[0, label].item()

    before = probability(image)
    rows = []
    for i in range(image.shape[0] - size + 1):
        row = []
        for j in range(image.shape[1] - size + 1):
            covered = image.clone()
            covered[i : i + size, j : j + size] = fill
            row.append(before - probability(covered))
        rows.append(row)
    return torch.tensor(rows)
