"""Boolean masks for all squares at once, and torch.where."""


# %% solution="occlusion_map"
def occlusion_map(model, image, label, size=3, fill=0.0):
    height, width = image.shape
    top = torch.arange(height - size + 1)[:, None]
    left = torch.arange(width - size + 1)[:, None]
    in_rows = (torch.arange(height) >= top) & (torch.arange(height) < top + size)
    in_columns = (torch.arange(width) >= left) & (torch.arange(width) < left + size)
    mask = in_rows[:, None, :, None] & in_columns[None, :, None, :]
    covered = torch.where(mask, torch.tensor(fill, dtype=image.dtype), image)
    model.eval()
    with torch.inference_mode():
        before = model(image[None, None]).softmax(1)[0, label]
        after = model(covered.reshape(-1, 1, height, width)).softmax(1)[:, label]
        return (before - after).reshape(len(top), len(left)).numpy()
