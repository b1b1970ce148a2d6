"""Always covers with zeros."""


# fails: occlusion_map-any_model_size_fill
# %% solution="occlusion_map"
def occlusion_map(model, image, label, size=3, fill=0.0):
    rows, columns = image.shape[0] - size + 1, image.shape[1] - size + 1
    model.eval()
    result = np.zeros((rows, columns))
    with torch.no_grad():
        before = model(image[None, None]).softmax(dim=1)[0, label].item()
        for i in range(rows):
            for j in range(columns):
                covered = image.clone()
                covered[i : i + size, j : j + size] = 0.0
                result[i, j] = before - model(covered[None, None]).softmax(dim=1)[0, label].item()
    return result
