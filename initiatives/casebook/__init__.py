"""The casebook, from the file that researchers keep to the fixtures that this base loads.

``reading`` takes in the file and lists whatever is wrong with it; ``decisions`` holds what the file
does not have and people worked out by hand; the modules named for rooms make documents of the two;
``documents`` lays them out as files. The same file and decisions always make the same bytes.
"""
