"""What xml.etree reads in a WordPress or Disqus export: a JSON array of identifier, raw text, time and author of each comment."""
import json
import sys
import xml.etree.ElementTree as tree

root = tree.parse(sys.argv[1]).getroot()
found = []
for element in root.iter():
    name = element.tag.split("}")[-1]
    inner = {child.tag.split("}")[-1]: child for child in element}
    text = lambda key: (inner[key].text or "").strip() if key in inner else ""
    if name == "comment" and "comment_id" in inner:
        found.append([text("comment_id"), text("comment_content"), text("comment_date_gmt").replace(" ", "T") + ".000Z", text("comment_author")])
    elif name == "post":
        author = [child.text for child in inner["author"] if child.tag.endswith("name") and not child.tag.endswith("username")]
        number = next(value for key, value in element.attrib.items() if key.endswith("}id"))
        found.append([number, text("message"), text("createdAt").replace("Z", ".000Z"), author[0] if author else ""])
print(json.dumps(found))
